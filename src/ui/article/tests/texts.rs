//! Another text, a long one, and odd ones.

use std::sync::Arc;

use super::*;

#[test]
fn another_text_starts_at_its_beginning() {
    let mut harness = desk(story());
    harness.state_mut().article.scroll_to(STORY.len());
    harness.state_mut().article.set_caret(STORY.len());
    harness.run();
    harness.state_mut().document = document("Short.", &[]);
    harness.run();
    assert_eq!(harness.state().article.caret(), 0);
    assert_eq!(harness.get_all_by_role(Role::Paragraph).count(), 1);
}

#[test]
fn a_long_text_shows_only_what_is_on_screen() {
    // Long words leave rows half empty, so that every guessed height is too low.
    let word = "Donaudampfschifffahrtsgesellschaftskapitän ";
    let paragraph = |number| format!("Paragraph {number} {}", word.repeat(5));
    let content = (0..9000).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let mut harness = desk(document(&content, &[("person", &["Paragraph 6000"])]));
    assert!(harness.query_by_role(Role::Mark).is_none());
    let place = content.find("Paragraph 6000").unwrap();
    harness.state_mut().article.scroll_to(place);
    harness.run();
    assert!(harness.get_all_by_role(Role::Paragraph).count() < 20);
    let before = rect(&harness, "person, proposed: “Paragraph 6000”");
    let golden = before.top() / 600.0;
    assert!((0.33..0.43).contains(&golden), "{golden}");

    // The text stands still when blocks above turn out higher or lower than they were guessed.
    harness.hover_at(pos2(450.0, 300.0));
    for _ in 0..10 {
        harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 10.0),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        });
        harness.step();
    }
    harness.run();
    let moved = rect(&harness, "person, proposed: “Paragraph 6000”").top() - before.top();
    assert!((moved - 100.0).abs() < 1.5, "{moved}");
}

#[test]
fn no_text_is_too_odd() {
    let family = "👨‍👩‍👧‍👦";
    let odd = [
        String::new(),
        " ".to_owned(),
        " \t\r\n\u{2028}".to_owned(),
        "One.\r\n\r\nTwo.\rThree.\r\n".to_owned(),
        family.repeat(700),
        "x".repeat(1_000_000),
        "It rained. ".repeat(20_000),
        "e\u{301}\u{323}".repeat(3000),
        "قال الوزير إن «الأسعار» انخفضت 12% في 2024.\nשלום עולם (טוב)".to_owned(),
        "\u{0}\u{1b}\u{feff}\u{200b}\u{200d}\u{fe0f}a\u{ad}".to_owned(),
        "\n".repeat(5000),
    ];
    for content in odd {
        let len = content.len();
        let short: String = content.chars().take(30).collect();
        let text = Text::new(content);
        let mut document = Document::new(text.clone(), Arc::new(tag_set()));
        if let Some(whole) = text.whole() {
            let standing = Standing::by_person(Signature { by: "Ann".to_owned(), at: None });
            for (number, label) in (1..).zip(["quote", "person", "claim", "flag"]) {
                document
                    .apply(Edit::Insert(Arc::new(Annotation {
                        id: AnnotationId(number),
                        label: label.into(),
                        spans: whole.into(),
                        attributes: [].into(),
                        record: None,
                        note: None,
                        standing: standing.clone(),
                        extra: [].into(),
                    })))
                    .unwrap();
            }
        }
        let mut harness = desk(document);
        drag(&mut harness, pos2(200.0, 60.0), pos2(600.0, 400.0));
        click(&mut harness, pos2(400.0, 50.0), 3);
        for key in [Key::PageDown, Key::ArrowDown, Key::ArrowUp, Key::End, Key::Home, Key::PageUp] {
            harness.key_press_modifiers(Modifiers::SHIFT, key);
        }
        for key in [Key::ArrowRight, Key::ArrowLeft, Key::End, Key::Home, Key::A] {
            harness.key_press_modifiers(Modifiers::COMMAND, key);
        }
        harness.run();
        harness.state_mut().article.scroll_to(len);
        harness.state_mut().article.set_caret(len + 7);
        harness.run();
        let caret = harness.state().article.caret();
        assert!(harness.state().document.text().as_str().is_char_boundary(caret), "{short:?}");
    }
}
