import { expect, test } from 'vitest'
import { parseXml } from './xml-tree.ts'

test('builds elements with entities resolved, CDATA joined and lines counted', () => {
  expect(parseXml('<a>\n <b n="1 &lt; 2">x &amp; <![CDATA[<y>]]></b>\n</a>')).toEqual({
    ok: true,
    value: {
      name: 'a',
      attributes: new Map(),
      text: '\n \n',
      line: 1,
      children: [{ name: 'b', attributes: new Map([['n', '1 < 2']]), text: 'x & <y>', line: 2, children: [] }],
    },
  })
})

test.each([
  ['', /line 1: document must contain a root element/],
  ['<a>\n<b></a>', /line 2: /],
  ['<a>&bomb;</a>', /line 1: /],
  ['<!DOCTYPE a [<!ENTITY bomb "x">]><a>&bomb;</a>', /line 1: /],
])('refuses %j and says where', (text, message) => {
  expect(parseXml(text)).toEqual({ ok: false, error: expect.stringMatching(message) })
})

test('very deep nesting is read without running out of stack', () => {
  expect(parseXml('<a>'.repeat(50_000) + '</a>'.repeat(50_000)).ok).toBe(true)
})
