use super::*;
use crate::formats::{Importer as _, Input, Read, tagset};

fn read(source: &str) -> Read {
    let input = Input::new("d.tsv", source.as_bytes()).unwrap();
    Rows.import(&input, &tagset::news()).unwrap().pop().unwrap()
}

#[test]
fn a_file_of_another_layer_is_read() {
    let read = read(
        "#FORMAT=WebAnno TSV 3.3\n\
         #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\
         #T_RL=webanno.custom.Knows|how|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n\
         \n\n#Text=I like it 😊 .\n1-1\t0-1\tI\t_\t_\t_\t_\t\n1-2\t2-6\tlike\t_\t_\t_\t_\t\n\
         1-3\t7-9\tit\t_\t_\t_\t_\t\n1-4\t10-12\t😊\t*\tMISC\t_\t_\t\n1-5\t13-14\t.\t_\t_\t_\t_\t\n\n\
         #Text=Zoë Ruiz said so .\n2-1\t15-18\tZoë\tQ1[1]|*[2]\tPER[1]|PERpart[2]\tlikes\t1-4[0_1]\t\n\
         2-2\t19-23\tRuiz\tQ1[1]\tPER[1]\t_\t_\t\n2-2.1\t20-23\tuiz\t*\tOTHER\t_\t_\t\n",
    );
    assert_eq!(read.document.text().as_str(), "I like it 😊 .\nZoë Ruiz said so .\n");
    let tags = read.document.annotations();
    let shown: Vec<_> =
        tags.map(|it| format!("{} {}", it.label, read.document.excerpt(it))).collect();
    assert_eq!(shown, ["MISC 😊", "PER Zoë Ruiz", "PERpart Zoë", "OTHER uiz"]);
    let link = read.document.relations().next().unwrap();
    let words = |id| read.document.excerpt(read.document.annotation(id).unwrap());
    assert_eq!(
        (words(link.from), link.kind.as_str(), words(link.to)),
        ("😊".into(), "likes", "Zoë Ruiz".into())
    );
}

#[test]
fn bad_files_say_what_is_wrong() {
    let why = |source: &str| {
        let input = Input::new("d.tsv", source.as_bytes()).unwrap();
        Rows.import(&input, &tagset::news()).unwrap_err().to_string()
    };
    assert!(why("1-1\t0-1\tI").contains("line 1"));
    assert!(why("#FORMAT=WebAnno TSV 3.3\n\n1-1\t0\tI\n").contains("line 3"));
    assert!(
        why("#FORMAT=WebAnno TSV 3.3\n\n#Text=I\n1-1\t0-9\tI\n")
            .contains("line 4 has the token \"I\"")
    );
}

#[test]
fn values_are_escaped_and_come_back() {
    for text in ["a|b[1]_*;\\", "x->y", "a\tb\r\nc", "[1]", "\\[1]", "-", "\\\\"] {
        let escaped = format!("{}[12]", escape::value(text));
        let [part] = escape::stacked(&escaped)[..] else { panic!("{escaped}") };
        let (value, number) = escape::numbered(part);
        assert_eq!((escape::plain(value).as_str(), number), (text, Some("12")));
        assert_eq!(escape::numbered(&escape::value(text)).1, None, "{text}");
    }
}
