//! Pictures held against those that were accepted.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use super::raster::Picture;
use crate::repo;

/// Other processors round otherwise: a channel may be this far off.
const ROUNDING: u8 = 8;

/// A picture is looked at in squares of so many pixels each way, about the size of a letter: a share
/// of all pixels large enough for rounding would let a letter pass.
const SQUARE: usize = 8;

/// Pixels of a square that may be further off.
const STRAYS: usize = 2;

/// Which pixels are further off than rounding, if both pictures have the same size.
pub(super) fn differences(now: &Picture, then: &Picture) -> Option<Vec<usize>> {
    if (now.width, now.height) != (then.width, then.height) {
        return None;
    }
    let pairs = now.pixels.iter().zip(&then.pixels);
    let off = pairs.map(|(now, then)| (0..3).any(|it| now[it].abs_diff(then[it]) > ROUNDING));
    Some(off.enumerate().filter_map(|(at, off)| off.then_some(at)).collect())
}

/// Where the pictures differ by more than a stray pixel: the left top of the worst square.
pub(super) fn worst(width: usize, off: &[usize]) -> Option<(usize, usize)> {
    let mut squares = std::collections::BTreeMap::<_, usize>::new();
    for at in off {
        *squares.entry((at % width / SQUARE, at / width / SQUARE)).or_default() += 1;
    }
    let worst = squares.into_iter().filter(|it| it.1 > STRAYS).max_by_key(|it| it.1);
    worst.map(|((x, y), _)| (x * SQUARE, y * SQUARE))
}

/// Whether an editor would take one for the other.
pub(super) fn alike(now: &Picture, then: &Picture) -> bool {
    differences(now, then).is_some_and(|it| worst(now.width, &it).is_none())
}

/// Fails unless `now` is as the accepted picture `name`; with `BLESS` set, accepts it.
#[track_caller]
pub(super) fn assert_as_accepted(name: &str, now: &Picture) {
    let accepted = format!("tests/data/pictures/{name}.png");
    let then = repo::exists(&accepted).then(|| load(&repo::path(&accepted)));
    if then.as_ref().is_some_and(|then| alike(now, then)) {
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        save(now, &repo::path(&accepted));
        return;
    }
    let (new, differing) = (beside(name, ""), beside(name, "-difference"));
    save(now, &new);
    let off = then.as_ref().map(|then| differences(now, then));
    let what = match &off {
        None => "has not been accepted yet".to_owned(),
        Some(None) => format!("has another size: {} by {} pixels", now.width, now.height),
        Some(Some(off)) => {
            save(&marked(now, off), &differing);
            let at = worst(now.width, off).unwrap_or_default();
            let (count, see) = (off.len(), differing.display());
            format!("differs in {count} pixels, most around {at:?}; they are red in {see}")
        }
    };
    panic!(
        "the picture {accepted} {what}.\nWhat is drawn now: {}\nIf that is as it should be: \
         BLESS=1 cargo test --locked --test suite pictures",
        new.display()
    );
}

/// A place under `target` that belongs to tests.
fn beside(name: &str, suffix: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder.join(format!("{name}{suffix}.png"))
}

/// The picture, faded, with these pixels in red.
fn marked(picture: &Picture, off: &[usize]) -> Picture {
    let fade = |[r, g, b]: [u8; 3]| {
        let grey = (u16::from(r) + u16::from(g) + u16::from(b)) / 3 / 3 + 170;
        [u8::try_from(grey).unwrap_or(u8::MAX); 3]
    };
    let mut pixels: Vec<_> = picture.pixels.iter().map(|it| fade(*it)).collect();
    for at in off {
        pixels[*at] = [220, 0, 0];
    }
    Picture { pixels, ..*picture }
}

fn save(picture: &Picture, path: &Path) {
    let fail = |error: &dyn std::fmt::Display| -> ! { panic!("{}: {error}", path.display()) };
    let file = File::create(path).unwrap_or_else(|error| fail(&error));
    let size = [picture.width, picture.height].map(|it| u32::try_from(it).unwrap());
    let mut encoder = png::Encoder::new(BufWriter::new(file), size[0], size[1]);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().unwrap_or_else(|error| fail(&error));
    let written = writer.write_image_data(picture.pixels.as_flattened());
    written.and_then(|()| writer.finish()).unwrap_or_else(|error| fail(&error));
}

fn load(path: &Path) -> Picture {
    let fail = |error: &dyn std::fmt::Display| -> ! { panic!("{}: {error}", path.display()) };
    let file = File::open(path).unwrap_or_else(|error| fail(&error));
    let mut reader =
        png::Decoder::new(BufReader::new(file)).read_info().unwrap_or_else(|error| fail(&error));
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap_or_else(|error| fail(&error));
    assert_eq!(info.color_type, png::ColorType::Rgb, "{}", path.display());
    let [width, height] = [info.width, info.height].map(|it| usize::try_from(it).unwrap());
    Picture { width, height, pixels: bytes.as_chunks::<3>().0.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey() -> Picture {
        Picture { width: 20, height: 12, pixels: vec![[100; 3]; 240] }
    }

    #[test]
    fn rounding_is_no_difference_and_more_is_one() {
        let mut other = grey();
        for (at, pixel) in other.pixels.iter_mut().enumerate() {
            pixel[at % 3] += if at % 2 == 0 { 8 } else { 3 };
        }
        assert!(alike(&other, &grey()));
        for at in [17, 19] {
            other.pixels[at][1] = 150;
        }
        assert!(alike(&other, &grey()), "two strays");
        other.pixels[38][2] = 150;
        assert!(!alike(&other, &grey()));
        let off = differences(&other, &grey()).unwrap();
        assert_eq!((worst(20, &off), &off[..]), (Some((16, 0)), &[17, 19, 38][..]));
        let smaller = Picture { width: 19, pixels: vec![[100; 3]; 228], ..grey() };
        assert!(!alike(&smaller, &grey()));
    }

    #[test]
    fn pictures_come_back_from_files() {
        let mut picture = grey();
        picture.pixels[7] = [1, 2, 3];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grey.png");
        save(&picture, &path);
        assert_eq!(load(&path), picture);
        let red = marked(&picture, &[7]);
        assert_eq!((red.pixels[7], red.pixels[8]), ([220, 0, 0], [203; 3]));
    }
}
