//! What the head of a rich text file says: fonts and their code pages, and styles.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use super::super::Kind;

/// What characters of a font are.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    /// The code page; that of the file if it is not told.
    pub encoding: Option<&'static Encoding>,
    /// In lower case.
    pub name: String,
    /// A font of signs.
    pub signs: bool,
}

/// The head of a file.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub fonts: BTreeMap<i32, Font>,
    pub styles: BTreeMap<i32, Kind>,
}

/// The encoding of a code page of Windows; `None` if it is not known.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        866 => "ibm866",
        874 => "windows-874",
        932 => "shift_jis",
        936 => "gbk",
        949 => "euc-kr",
        950 => "big5",
        1250..=1258 => return Encoding::for_label(format!("windows-{number}").as_bytes()),
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        54936 => "gb18030",
        65001 => "utf-8",
        28591..=28606 => {
            return Encoding::for_label(format!("iso-8859-{}", number - 28590).as_bytes());
        }
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a font's set of characters.
pub(super) fn of_charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// The language of a number of Windows.
pub(super) fn language(number: i32) -> Option<&'static str> {
    Some(match number & 0x3ff {
        0x01 => "ar",
        0x04 => "zh",
        0x05 => "cs",
        0x06 => "da",
        0x07 => "de",
        0x08 => "el",
        0x09 => "en",
        0x0a => "es",
        0x0b => "fi",
        0x0c => "fr",
        0x0d => "he",
        0x0e => "hu",
        0x10 => "it",
        0x11 => "ja",
        0x12 => "ko",
        0x13 => "nl",
        0x14 => "no",
        0x15 => "pl",
        0x16 => "pt",
        0x18 => "ro",
        0x19 => "ru",
        0x1d => "sv",
        0x1f => "tr",
        0x22 => "uk",
        _ => return None,
    })
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goes {
    /// Into the text, or what is beside it.
    Text,
    /// Nowhere.
    Nowhere,
    Fonts,
    Styles,
    /// Into the instruction of a field.
    Instruction,
}

/// Where the words of a group go that begins with `word`; `None` for an ordinary word.
pub(super) fn destination(word: &str) -> Option<Goes> {
    Some(match word {
        "fonttbl" => Goes::Fonts,
        "stylesheet" => Goes::Styles,
        "fldinst" => Goes::Instruction,
        "fldrslt" | "shpinst" | "shptxt" | "shptx" | "result" | "ud" => Goes::Text,
        "colortbl" | "info" | "pict" | "objdata" | "objclass" | "objname" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "listtable"
        | "listoverridetable" | "rsidtbl" | "generator" | "xmlnstbl" | "bkmkstart" | "bkmkend"
        | "filetbl" | "revtbl" | "pgptbl" | "mmathPr" | "nonshppict" | "shprslt" | "sn" | "sv"
        | "sp" | "atnid" | "atnauthor" | "atntime" | "atndate" | "atnref" | "atnparent"
        | "atrfstart" | "atrfend" | "listtext" | "pntext" | "pn" | "pnseclvl" | "upr"
        | "template" | "docvar" | "userprops" | "wgrffmtfilter" | "fchars" | "lchars" | "tc"
        | "tcn" | "xe" | "rxe" | "fontemb" | "fontfile" | "factoidname" | "ftnsep" | "ftnsepc"
        | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "background" | "protusertbl"
        | "private" | "passwordhash" => Goes::Nowhere,
        _ => return None,
    })
}
