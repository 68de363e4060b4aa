//! Other scripts than the Latin one in the window.

use super::*;

const HINDI: &str = "प्रधानमंत्री ने कहा\n\nउन्होंने दिल्ली में बात की।";

#[test]
fn a_script_without_a_font_is_named_in_the_status_bar() {
    // Tests have the bundled fonts alone.
    let window = with_article(HINDI);
    window.get_by_label("no font on this computer shows: Devanagari");
    let window = with_article("Ƙungiyar ɗalibai ta ce\n\nBa za mu ɓata lokaci ba.");
    assert!(window.query_by_label_contains("no font on this computer").is_none());
}

#[test]
fn a_screen_reader_hears_rows_of_panels_in_the_order_of_the_text() {
    // Drawn, the words stand the other way round.
    let quote = "“ראש העיר דיבר אתמול”";
    let window = with_article(&format!("Bridge shut\n\n{quote}, said Dana Orlov on Monday."));
    window.get_by_role_and_label(Role::Button, quote);
}
