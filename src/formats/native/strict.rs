//! Values in which no key stands twice: of two values nobody could say which is meant.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A value that was read with its keys looked at.
pub(super) struct Strict(pub Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Look { keep: true }.deserialize(from).map(Self)
    }
}

/// A value whose keys were looked at, and of which nothing is kept: a large file would take ten times
/// its size otherwise.
pub(super) struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Look { keep: false }.deserialize(from).map(|_| Self)
    }
}

#[derive(Clone, Copy)]
struct Look {
    /// Whether the value is wanted; `Value::Null` otherwise.
    keep: bool,
}

impl<'de> DeserializeSeed<'de> for Look {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        let number = Number::from_f64(number).map(Value::Number);
        number.ok_or_else(|| E::custom("a number is not finite"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(if self.keep { Value::String(text.to_owned()) } else { Value::Null })
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(self)? {
            if self.keep {
                items.push(item);
            }
        }
        Ok(if self.keep { Value::Array(items) } else { Value::Null })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        if !self.keep {
            let mut keys = BTreeSet::new();
            while let Some(Name(key)) = from.next_key()? {
                if keys.contains(&key) {
                    return Err(twice(&key));
                }
                keys.insert(key);
                from.next_value_seed(self)?;
            }
            return Ok(Value::Null);
        }
        let mut fields = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            if fields.contains_key(&key) {
                return Err(twice(&key));
            }
            fields.insert(key, from.next_value_seed(self)?);
        }
        Ok(Value::Object(fields))
    }
}

fn twice<E: Error>(key: &str) -> E {
    let short: String = key.chars().take(60).collect();
    E::custom(format!("the key {short:?} is there twice"))
}

/// A key, borrowed where that can be.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Look;
        impl<'de> Visitor<'de> for Look {
            type Value = Name<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(key.to_owned())))
            }
        }
        from.deserialize_str(Look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_found_whether_the_value_is_kept_or_not() {
        let (sound, twice) = (r#"{"a": [{"b": 1}, {"b": "x"}]}"#, r#"{"a": [{"b": 1, "b": 2}]}"#);
        let kept: Strict = serde_json::from_str(sound).unwrap();
        assert_eq!(kept.0, serde_json::json!({"a": [{"b": 1}, {"b": "x"}]}));
        let dropped = Look { keep: false };
        let dropped = dropped.deserialize(&mut serde_json::Deserializer::from_str(sound)).unwrap();
        assert_eq!(dropped, Value::Null);
        let why = |it: Result<(), serde_json::Error>| it.unwrap_err().to_string();
        let kept = why(serde_json::from_str::<Strict>(twice).map(|_| ()));
        assert!(kept.starts_with("the key \"b\" is there twice"), "{kept}");
        assert_eq!(why(serde_json::from_str::<Once>(twice).map(|_| ())), kept);
    }
}
