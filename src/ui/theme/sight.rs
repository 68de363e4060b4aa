//! How colours look to people who do not see red or green: names that are drawn with the same line
//! must still be told apart. The matrices are those of Machado, Oliveira and Fernandes (2009), for
//! linear light.

use egui::{Color32, Rgba};

use super::{Looks, Theme};
use crate::annotation::{Key, Lane};
use crate::formats::tagset;

type Matrix = [[f32; 3]; 3];

/// Without the cones for green.
const DEUTERANOPIA: Matrix = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_82, 0.042_94, 0.968_881],
];
/// Without the cones for red.
const PROTANOPIA: Matrix = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
/// From linear light to the space in which lightness is measured.
const XYZ: Matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];

/// Differences above this are seen at a glance, in the units of CIE 1976.
const PLAIN: f32 = 20.0;

fn through(matrix: &Matrix, light: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| row.iter().zip(light).map(|(part, it)| part * it.max(0.0)).sum())
}

/// The colour as such eyes see it: lightness, and place between green and red, blue and yellow.
fn seen(color: Color32, eyes: &Matrix) -> [f32; 3] {
    let light = Rgba::from(color);
    let [x, y, z] = through(&XYZ, through(eyes, [light.r(), light.g(), light.b()]));
    let root = |it: f32| if it > 0.008_856 { it.cbrt() } else { 7.787 * it + 16.0 / 116.0 };
    let (x, y, z) = (root(x / 0.9505), root(y), root(z / 1.0888));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn apart(one: Color32, other: Color32, eyes: &Matrix) -> f32 {
    let pairs = seen(one, eyes).into_iter().zip(seen(other, eyes));
    pairs.map(|(one, other)| (one - other).powi(2)).sum::<f32>().sqrt()
}

fn luminance(color: Color32) -> f64 {
    let linear = |byte: u8| {
        let part = f64::from(byte) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// Contrast as the web's accessibility guidelines (WCAG 2) define it.
pub(in crate::ui) fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn names_that_are_drawn_alike_differ_for_eyes_without_red_or_green() {
    let tags = tagset::news();
    let names = tags.labels.iter().filter(|it| it.lane == Lane::Entities).map(|it| &it.color);
    let names: Vec<&Key> = names.collect();
    let high = Looks { high_contrast: true, ..Looks::default() };
    let themes = [Theme::light(), Theme::dark(), Theme::get(false, high), Theme::get(true, high)];
    for theme in themes {
        for (at, one) in names.iter().enumerate() {
            for other in &names[at + 1..] {
                for eyes in [&DEUTERANOPIA, &PROTANOPIA] {
                    let differ = apart(theme.color(one), theme.color(other), eyes);
                    let alike = theme.line(one) == theme.line(other);
                    assert!(
                        !alike || differ > PLAIN,
                        "{one} and {other}: {differ}, dark: {}",
                        theme.dark
                    );
                }
            }
        }
    }
}

#[test]
fn red_and_green_are_alike_without_the_cones_for_them() {
    let (red, green) = (Color32::from_rgb(0xA0, 0x60, 0x10), Color32::from_rgb(0x70, 0x80, 0x10));
    let whole: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    assert!(apart(red, green, &DEUTERANOPIA) < apart(red, green, &whole) / 2.0);
}
