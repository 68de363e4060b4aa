// Web Annotations as @recogito/text-annotator reads them: with offsets in UTF-16 units the words that
// JavaScript cuts out of the text are those that were meant.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// What the library asks of a browser when it is loaded.
globalThis.window ??= globalThis
globalThis.document ??= { addEventListener() {}, documentElement: {}, createElement: () => ({}) }
const { parseW3CTextAnnotation } = await import('@recogito/text-annotator')

const saved = (folder) =>
  readdirSync(folder)
    .filter((it) => it.endsWith('.factmark.json'))
    .map((it) => [it.slice(0, -14), JSON.parse(readFileSync(join(folder, it), 'utf8'))])

const fixtures = readdirSync(process.env.FIXTURES).map((it) => join(process.env.FIXTURES, it))
const out = mkdtempSync(join(tmpdir(), 'factmark-'))
execFileSync(
  process.env.FACTMARK,
  ['export', ...fixtures, '--to', 'w3c', '--offsets', 'utf16', '-o', out + '/'],
  { stdio: 'pipe' },
)
let pieces = 0
for (const [name, document] of saved(join(process.argv[2], 'json'))) {
  const text = readFileSync(join(out, `${name}.txt`), 'utf8')
  assert.equal(text, document.text)
  const { first } = JSON.parse(readFileSync(join(out, `${name}.jsonld`), 'utf8'))
  for (const tag of document.annotations) {
    const item = first.items.find((it) => it.id.endsWith('#' + tag.id))
    const { parsed, error } = parseW3CTextAnnotation(item)
    assert.ok(parsed, error)
    assert.deepEqual(parsed.target.selector.map((it) => it.quote), tag.quote)
    assert.deepEqual(parsed.target.selector.map((it) => text.slice(it.start, it.end)), tag.quote)
    const label = parsed.bodies.find((it) => it.purpose === 'tagging')
    assert.equal(label.value, tag.label)
    pieces += tag.quote.length
  }
}
assert.ok(pieces > 20, `only ${pieces} places were compared`)
