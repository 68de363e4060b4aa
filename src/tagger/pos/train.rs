//! Examples for the parts of speech.

use super::{ALL, Pos, TEMPLATES, describe};
use crate::annotation::Gold;
use crate::tagger::Cancel;
use crate::tagger::analysis::Analysis;
use crate::tagger::learn::{Examples, Features, Settings};
use crate::tagger::zones;

/// Every sentence whose words have parts, cut into our tokens: a token has the part of the first
/// word that it shares text with.
pub(in crate::tagger) fn examples(gold: &[Gold]) -> (Examples, Settings) {
    let mut examples = Examples::new(ALL.map(|it| it.1));
    let mut forms = Vec::new();
    for gold in gold.iter().filter(|it| !it.words.is_empty()) {
        let analysis = Analysis::new(&gold.text, zones::propose(&gold.text, &Cancel::new()));
        for sentence in &analysis.sentences {
            let mut features = Features::default();
            describe(&analysis, sentence, &mut forms, &mut features);
            let part = |span: crate::text::Span| {
                let at = gold.words.partition_point(|it| it.span.end() <= span.start());
                let word = gold.words.get(at).filter(|it| it.span.overlaps(span))?;
                let part = Pos::of(&word.upos)?;
                let at = ALL.iter().position(|it| it.0 == part)?;
                u8::try_from(at).ok()
            };
            let labels: Option<Vec<u8>> =
                analysis.tokens_of(sentence).iter().map(|it| part(it.span)).collect();
            if let Some(labels) = labels {
                examples.push(features, labels, 1.0);
            }
        }
    }
    (examples, Settings { rows: 60_000, ..Settings::new(TEMPLATES) })
}
