//! egui's triangles as pixels, without a graphics card: a picture that is the same wherever it is
//! drawn, but for the rounding of floats.
//!
//! As `egui_glow` draws: colours are premultiplied and mixed as they are, without going to linear
//! light; textures are read with linear filtering; clip rectangles end on whole pixels. Corners lie
//! on a grid of 1/256 pixel, and edges are counted in whole numbers, so that two triangles that
//! share an edge share no pixel.
//!
//! Not here: callbacks, which draw with the graphics card itself; the window has none.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use egui::epaint::{ClippedPrimitive, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;

/// A picture of opaque pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row, red, green, blue.
    pub(super) pixels: Vec<[u8; 3]>,
}

/// The textures that egui has handed over, shared with the harness that it hands them to.
#[derive(Clone, Default)]
pub(super) struct Textures(Rc<RefCell<Held>>);

#[derive(Default)]
struct Held {
    images: BTreeMap<TextureId, ColorImage>,
    /// Still drawn with in the frame that lets go of them.
    last: Vec<TextureId>,
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut held = self.0.borrow_mut();
        for id in std::mem::take(&mut held.last) {
            held.images.remove(&id);
        }
        let new: BTreeMap<_, _> = delta.set.drain().collect();
        for (id, parts) in new {
            for part in parts {
                held.set(id, part);
            }
        }
        held.last = delta.free.drain().collect();
    }
}

impl Held {
    /// Takes a texture, or a part that is put into one.
    fn set(&mut self, id: TextureId, delta: ImageDelta) {
        let ImageData::Color(new) = delta.image;
        let Some([left, top]) = delta.pos else {
            self.images.insert(id, ColorImage::clone(&new));
            return;
        };
        let old = self.images.get_mut(&id).expect("a part belongs to a texture");
        let wide = old.size[0];
        for (y, row) in new.pixels.chunks_exact(new.size[0]).enumerate() {
            let from = (top + y) * wide + left;
            old.pixels[from..from + row.len()].copy_from_slice(row);
        }
    }
}

/// Draws what is inside `view`, in points, with `scale` pixels a point.
pub(super) fn draw(
    textures: &Textures,
    primitives: &[ClippedPrimitive],
    view: Rect,
    scale: f32,
) -> Picture {
    let held = textures.0.borrow();
    let mut canvas = Canvas::new(Bounds::of(view, scale));
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let Primitive::Mesh(mesh) = primitive else { panic!("callbacks cannot be drawn") };
        let texture = held.images.get(&mesh.texture_id).expect("textures come before triangles");
        canvas.mesh(mesh, texture, Bounds::of(*clip_rect, scale), scale);
    }
    canvas.into_picture()
}

/// Whole pixels of the window: the first of each way, and the one after the last.
#[derive(Clone, Copy)]
struct Bounds {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Bounds {
    fn of(rect: Rect, scale: f32) -> Self {
        let pixel = |points: f32| whole((points * scale).clamp(-1e6, 1e6));
        Self {
            left: pixel(rect.left()),
            top: pixel(rect.top()),
            right: pixel(rect.right()),
            bottom: pixel(rect.bottom()),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

/// Steps of the grid that corners lie on, in one pixel.
const STEPS: i64 = 256;

/// A place on that grid.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
}

impl Corner {
    fn of(vertex: &Vertex, scale: f32) -> Self {
        let place = |points: f32| whole(points * scale * 256.0);
        Self { x: place(vertex.pos.x), y: place(vertex.pos.y) }
    }

    /// Twice the area of the triangle from here over `a` to `b`; above 0 if that turns clockwise.
    fn area(self, a: Self, b: Self) -> i64 {
        (a.x - self.x) * (b.y - self.y) - (a.y - self.y) * (b.x - self.x)
    }

    /// Whether pixels whose middle lies on the edge to `end` belong to the triangle: on edges on top
    /// and on the left of one that turns clockwise.
    fn owns_edge(self, end: Self) -> bool {
        end.y < self.y || (end.y == self.y && end.x > self.x)
    }
}

struct Canvas {
    bounds: Bounds,
    width: usize,
    pixels: Vec<[f32; 3]>,
}

impl Canvas {
    fn new(bounds: Bounds) -> Self {
        let length = |from: i64, to: i64| usize::try_from(to - from).expect("a view has a size");
        let (width, height) =
            (length(bounds.left, bounds.right), length(bounds.top, bounds.bottom));
        // Magenta, which no theme has: what nobody paints is to be seen.
        Self { bounds, width, pixels: vec![[1.0, 0.0, 1.0]; width * height] }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Bounds, scale: f32) {
        let clip = clip.and(self.bounds);
        for triangle in mesh.indices.as_chunks::<3>().0 {
            let [a, b, c] = triangle.map(|it| &mesh.vertices[it as usize]);
            let [at_a, at_b, at_c] = [a, b, c].map(|it| Corner::of(it, scale));
            match at_a.area(at_b, at_c) {
                0 => {}
                area if area > 0 => {
                    self.triangle([(a, at_a), (b, at_b), (c, at_c)], texture, clip);
                }
                _ => self.triangle([(a, at_a), (c, at_c), (b, at_b)], texture, clip),
            }
        }
    }

    /// Draws a triangle that turns clockwise.
    fn triangle(&mut self, all: [(&Vertex, Corner); 3], texture: &ColorImage, clip: Bounds) {
        let [a, b, c] = all.map(|it| it.1);
        let (xs, ys) = ([a.x, b.x, c.x], [a.y, b.y, c.y]);
        let first = |all: [i64; 3]| all.into_iter().min().unwrap_or(0).div_euclid(STEPS);
        let last = |all: [i64; 3]| all.into_iter().max().unwrap_or(0).div_euclid(STEPS) + 1;
        let inside =
            clip.and(Bounds { left: first(xs), top: first(ys), right: last(xs), bottom: last(ys) });
        let edges = [(b, c), (c, a), (a, b)];
        // On an edge that is not its own a pixel has to be one step inside.
        let inner = edges.map(|(from, to)| i64::from(!from.owns_edge(to)));
        let shade = Shade::new(all.map(|it| it.0), texture, a.area(b, c));
        for y in inside.top..inside.bottom {
            for x in inside.left..inside.right {
                let middle = Corner { x: x * STEPS + STEPS / 2, y: y * STEPS + STEPS / 2 };
                let weights = edges.map(|(from, to)| from.area(to, middle));
                if weights.iter().zip(inner).all(|(it, inner)| *it >= inner) {
                    self.blend((x, y), shade.at(weights));
                }
            }
        }
    }

    fn blend(&mut self, (x, y): (i64, i64), color: [f32; 4]) {
        let inside = |at: i64, from: i64| usize::try_from(at - from).expect("it was clipped");
        let at = inside(y, self.bounds.top) * self.width + inside(x, self.bounds.left);
        let below = self.pixels[at];
        self.pixels[at] = [0, 1, 2].map(|it| color[it] + below[it] * (1.0 - color[3]));
    }

    fn into_picture(self) -> Picture {
        let pixels = self.pixels.iter().map(|it| it.map(byte)).collect();
        Picture { width: self.width, height: self.pixels.len() / self.width, pixels }
    }
}

/// The colours of a triangle.
struct Shade<'a> {
    corners: [&'a Vertex; 3],
    texture: &'a ColorImage,
    area: f32,
    /// What all its pixels take of the texture, if that is one place.
    place: Option<[f32; 4]>,
    /// The colour of all its corners, if they have one.
    color: Option<[f32; 4]>,
}

impl<'a> Shade<'a> {
    fn new(corners: [&'a Vertex; 3], texture: &'a ColorImage, area: i64) -> Self {
        let [a, b, c] = corners;
        let place = (a.uv == b.uv && b.uv == c.uv).then(|| sample(texture, a.uv.x, a.uv.y));
        let color = (a.color == b.color && b.color == c.color).then(|| parts(a.color));
        Self { corners, texture, area: float(area), place, color }
    }

    fn at(&self, weights: [i64; 3]) -> [f32; 4] {
        let shares = weights.map(|it| float(it) / self.area);
        let mean = |of: [f32; 3]| of[0] * shares[0] + of[1] * shares[1] + of[2] * shares[2];
        let texture = self.place.unwrap_or_else(|| {
            let uv = self.corners.map(|it| it.uv);
            sample(self.texture, mean(uv.map(|it| it.x)), mean(uv.map(|it| it.y)))
        });
        let color = self.color.unwrap_or_else(|| {
            let all = self.corners.map(|it| parts(it.color));
            [0, 1, 2, 3].map(|part| mean(all.map(|it| it[part])))
        });
        [0, 1, 2, 3].map(|it| texture[it] * color[it])
    }
}

/// Red, green, blue and how much hides what is below, each from 0 to 1.
fn parts(color: Color32) -> [f32; 4] {
    color.to_array().map(|it| f32::from(it) / 255.0)
}

/// The texture at a place from 0 to 1 each way, between its four nearest pixels.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let near = |part: f32, length: usize| {
        let most = i64::try_from(length).expect("textures are small") - 1;
        let at = part * float(most + 1) - 0.5;
        let pixel = |it: f32| usize::try_from(whole(it).clamp(0, most)).unwrap_or(0);
        (pixel(at.floor()), pixel(at.floor() + 1.0), at - at.floor())
    };
    let ((left, right, x), (top, bottom, y)) = (near(u, width), near(v, height));
    let pixel = |x: usize, y: usize| parts(texture.pixels[y * width + x]);
    let mix = |one: [f32; 4], other: [f32; 4], part: f32| {
        [0, 1, 2, 3].map(|it| one[it] * (1.0 - part) + other[it] * part)
    };
    let above = mix(pixel(left, top), pixel(right, top), x);
    mix(above, mix(pixel(left, bottom), pixel(right, bottom), x), y)
}

#[expect(clippy::cast_possible_truncation, reason = "places on a screen are small")]
fn whole(number: f32) -> i64 {
    number.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "what is lost is less than a pixel's share")]
fn float(number: i64) -> f32 {
    number as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(part: f32) -> u8 {
    (part * 255.0).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    const FONTS: TextureId = TextureId::Managed(0);

    /// A texture of two pixels: white on the left, nothing on the right.
    fn textures() -> Textures {
        let mut textures = Textures::default();
        let mut delta = TexturesDelta::default();
        let white = ColorImage::filled([2, 1], Color32::WHITE);
        let none = ColorImage::filled([1, 1], Color32::TRANSPARENT);
        delta.push(FONTS, ImageDelta::full(white, egui::TextureOptions::LINEAR));
        delta.push(FONTS, ImageDelta::partial([1, 0], none, egui::TextureOptions::LINEAR));
        textures.handle_delta(&mut delta);
        assert!(delta.is_empty());
        textures
    }

    /// Eight pixels each way: black, and on it a rectangle.
    fn drawn(rect: Rect, uv: Rect, color: Color32, clip: Rect) -> Picture {
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(8.0, 8.0));
        let of = |rect: Rect, uv: Rect, color: Color32, clip_rect: Rect| {
            let mut mesh = Mesh::with_texture(FONTS);
            mesh.add_rect_with_uv(rect, uv, color);
            ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
        };
        let white = Rect::from_min_max(pos2(0.0, 0.0), pos2(0.0, 0.0));
        let all = [of(view, white, Color32::BLACK, view), of(rect, uv, color, clip)];
        draw(&textures(), &all, view, 1.0)
    }

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn a_rectangle_takes_its_pixels_once() {
        // Half of white over black; where the two triangles meet it would be more than half.
        let half = Color32::from_rgba_premultiplied(128, 128, 128, 128);
        let white = rect(0.0, 0.0, 0.0, 0.0);
        let picture = drawn(rect(1.0, 2.0, 6.0, 7.0), white, half, rect(0.0, 0.0, 8.0, 8.0));
        for (at, pixel) in picture.pixels.iter().enumerate() {
            let inside = (1..6).contains(&(at % 8)) && (2..7).contains(&(at / 8));
            assert_eq!(*pixel, [if inside { 128 } else { 0 }; 3], "{at}");
        }
    }

    #[test]
    fn nothing_is_drawn_outside_of_the_clip_rectangle() {
        let white = rect(0.0, 0.0, 0.0, 0.0);
        let all = rect(-3.0, -3.0, 20.0, 20.0);
        let picture = drawn(all, white, Color32::RED, rect(2.0, 3.0, 4.4, 4.6));
        let red: Vec<_> = (0..64).filter(|it| picture.pixels[*it] == [255, 0, 0]).collect();
        assert_eq!(red, [26, 27, 34, 35]);
    }

    #[test]
    fn textures_are_read_between_their_pixels() {
        let all = rect(0.0, 0.0, 8.0, 8.0);
        let picture = drawn(all, rect(0.0, 0.0, 1.0, 1.0), Color32::GREEN, all);
        let row: Vec<_> = picture.pixels[..8].iter().map(|it| it[1]).collect();
        assert_eq!(row, [255, 255, 223, 159, 96, 32, 0, 0]);
    }
}
