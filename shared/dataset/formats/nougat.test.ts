import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanNougatPage } from './nougat-clean.ts'
import { lineOffsets, nougatPages } from './nougat-index.ts'
import { closeNougatEnvironments, joinNougatPages, nougatMarkdown } from './nougat-markdown.ts'
import { truncateRepetitions } from './nougat-repetitions.ts'

test('equation numbers become tags, addresses links, listings stand in lines of their own', () => {
  expect(nougatMarkdown('(1.2) \\[a\\]\n\\[b\\] (3c)\n\\[x\\] (2) \\[y\\]')).toBe(
    '\\[a \\tag{1.2}\\]\n\\[b \\tag{3c}\\]\n\\[x \\tag{2}\\] \\[y\\]',
  )
  expect(nougatMarkdown('see https://a.org/x. Then ```  code ``` end')).toBe(
    'see [https://a.org/x](https://a.org/x). Then ```\ncode\n``` end',
  )
  expect(nougatMarkdown('(1) \\[a\\]\u2028(2) \\[b\\]')).toBe('\\[a\\]\u2028(2) \\[b \\tag{1}\\]')
})

test('environments are closed in Nougat’s order', () => {
  expect(closeNougatEnvironments('\\begin{table}\\begin{tabular}\\begin{tabular}')).toBe(
    '\\begin{table}\\begin{tabular}\\begin{tabular}\\end{tabular}\\end{tabular}\\end{table}',
  )
})

test('pages are joined without wide gaps', () => {
  expect(joinNougatPages(['\n\n# A\n\n', '\n\nb.\n\n', '\n\n[MISSING_PAGE_EMPTY:3]\n\n'])).toBe(
    '# A\n\nb.\n\n[MISSING_PAGE_EMPTY:3]',
  )
})

test('a sentence that goes on and on stands once', () => {
  const sentence = 'The same long sentence comes back again. '
  expect(truncateRepetitions(`Start here. ${sentence.repeat(6)}`)).toBe(`Start here. ${sentence.trimEnd()}`)
  expect(truncateRepetitions('short. short. short.')).toBe('short. short. short.')
})

test('cleaning removes empty headings and made-up references', () => {
  const references = Array.from({ length: 30 }, (_, n) => `* [${n}] A. Smith, Journal of Cats ${n}`).join('\n')
  const page = cleanNougatPage(`# 1\n\nText of the page with words.\n\n## References\n\n${references}`, new Set())
  expect(page).toContain('Text of the page with words.')
  expect(page).toContain('[MISSING_PAGE_POST]')
  expect(page).not.toContain('Smith')
})

test('after a word of the list stands a blank, so that pages can be joined', () => {
  expect(cleanNougatPage('ends with the', new Set(['the']))).toBe('ends with the ')
  expect(cleanNougatPage('ends with teh', new Set(['the']))).toBe('ends with teh')
})

test('cleaning stands any text', () => {
  const pieces = fc.constantFrom(
    '#',
    ' ',
    '\n',
    '*',
    '-',
    '[',
    ']',
    '_',
    '.',
    'a',
    '1',
    '&',
    '\\',
    '{',
    '}',
    '```',
    '😀',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 80 }), (parts) => {
      expect(typeof nougatMarkdown(cleanNougatPage(parts.join(''), new Set()))).toBe('string')
    }),
  )
})

test('the index takes the pages that meta.json counts, with their figures in pixels', () => {
  const meta = {
    num_pages: 2,
    pdffigures: [
      { page: 1, caption: 'c', regionBoundary: { x1: 72, y1: 36.375, x2: 144, y2: 0 }, captionBoundary: [9, 10] },
      { page: 2, caption: 'beyond' },
    ],
  }
  const files = {
    'd/01.mmd': ' one\n',
    'd/02.mmd': 'two',
    'd/02_OCR.txt': 'read',
    'd/03.mmd': 'beyond',
    'd/x.mmd': 'no number',
  }
  expect(nougatPages(files, meta)).toEqual([
    { image: 'd/01.png', markdown: 'one', meta: [] },
    {
      ocr: 'd/02_OCR.txt',
      image: 'd/02.png',
      markdown: 'two',
      meta: [
        {
          caption: 'c',
          source: 'fig',
          regionBoundary: { x1: 96, y1: 48, x2: 192, y2: 0 },
          captionBoundary: [12, 13],
        },
      ],
    },
  ])
  expect(nougatPages(files, null)).toEqual([])
})

test('offsets are bytes of UTF-8, whatever ends the lines', () => {
  expect(lineOffsets('{"a":"ü😀"}\r\n{}\r{}\n')).toEqual([0, 16, 19])
})
