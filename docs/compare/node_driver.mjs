// compromise and wink-nlp behind the comparison's door: `node node_driver.mjs compromise|wink FOLDER`, where
// FOLDER has node_modules. Lines of {"id", "text"} in; lines of {"id", "spans", "sents", "tokens"} out, places in
// code points.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const [which, folder] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), "x.js"));

/** UTF-16 places to code points. */
function points(text) {
  const at = new Uint32Array(text.length + 1);
  for (let i = 0, n = 0; i <= text.length; i++) {
    at[i] = n;
    const low = i < text.length && (text.charCodeAt(i) & 0xfc00) === 0xdc00 && i > 0
      && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    if (i < text.length && !low) n++;
    if (low) at[i] = at[i - 1];
  }
  return at;
}

function compromise() {
  const nlp = require("compromise");
  const parts = [["Pronoun", "PRON"], ["ProperNoun", "PROPN"], ["Noun", "NOUN"], ["Auxiliary", "AUX"],
    ["Copula", "AUX"], ["Modal", "AUX"], ["Verb", "VERB"], ["Adjective", "ADJ"], ["Adverb", "ADV"],
    ["QuestionWord", "ADV"], ["Expression", "INTJ"], ["Determiner", "DET"], ["Preposition", "ADP"], ["Conjunction", "CCONJ"], ["Value", "NUM"]];
  return (text) => {
    const doc = nlp(text);
    const spans = [];
    for (const [label, found] of [["person", doc.people()], ["place", doc.places()], ["org", doc.organizations()]]) {
      for (const view of found.json({ offset: true })) {
        // Its own place takes in the spaces and marks around the words.
        const { start, length } = view.offset;
        const words = text.slice(start, start + length);
        const left = words.length - words.replace(/^[\s\p{P}]+/u, "").length;
        const kept = words.replace(/^[\s\p{P}]+/u, "").replace(/(['’]s)?[\s\p{P}]+$|['’]s$/u, "");
        if (kept) spans.push([start + left, start + left + kept.length, label]);
      }
    }
    const sents = [], tokens = [];
    for (const sentence of doc.json({ offset: true })) {
      const { start, length } = sentence.offset;
      const end = start + text.slice(start, start + length).trimEnd().length;
      sents.push([start, end]);
      for (const term of sentence.terms) {
        if (!term.text) continue;
        const tags = new Set(term.tags);
        const upos = (parts.find((it) => tags.has(it[0])) ?? ["", "X"])[1];
        tokens.push([term.offset.start + (term.pre?.length ?? 0), 0, upos]);
        const last = tokens[tokens.length - 1];
        last[0] = text.indexOf(term.text, term.offset.start);
        last[1] = last[0] + term.text.length;
      }
    }
    return { spans, sents, tokens };
  };
}

function wink() {
  const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"), ["sbd", "pos", "ner"]);
  const its = nlp.its;
  return (text) => {
    const doc = nlp.readDoc(text);
    const tokens = [], sents = [];
    // It gives words and the spaces before them, no places: walk along the text.
    let at = 0;
    const words = doc.tokens().out(its.value), parts = doc.tokens().out(its.pos);
    const places = words.map((word) => {
      const found = text.indexOf(word, at);
      if (found >= 0) at = found + word.length;
      return found;
    });
    words.forEach((word, i) => {
      if (places[i] >= 0 && parts[i] !== "SPACE") tokens.push([places[i], places[i] + word.length, parts[i]]);
    });
    doc.sentences().each((sentence) => {
      const [first, last] = sentence.out(its.span);
      if (places[first] >= 0 && places[last] >= 0) sents.push([places[first], places[last] + words[last].length]);
    });
    // Its English model knows dates, money and the like, but no people, bodies or places: names are the
    // runs of proper nouns, without a kind.
    const spans = [];
    let open = null;
    parts.forEach((part, i) => {
      if (part === "PROPN" && places[i] >= 0) {
        const end = places[i] + words[i].length;
        if (open && text.slice(open[1], places[i]).trim() === "") open[1] = end;
        else spans.push((open = [places[i], end, "name"]));
      } else open = null;
    });
    return { spans, sents, tokens };
  };
}

const tag = { compromise, wink }[which]();
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line.trim()) continue;
  const { id, text } = JSON.parse(line);
  const found = tag(text), at = points(text);
  const place = (it) => [at[it[0]], at[it[1]], ...it.slice(2)];
  const row = { id };
  for (const [key, rows] of Object.entries(found)) row[key] = rows.map(place);
  process.stdout.write(JSON.stringify(row) + "\n");
}
