import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unpickle } from './unpickle.ts'

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

// Made with CPython 3.11: pickle.dumps(data, protocol) of the same data.
const data = {
  ref_id: 7,
  split: 'testA',
  box: [1.5, -2, 300, 70000, 5_000_000_000],
  sentences: [{ sent: 'left “dog”', raw: null, ok: true }],
  pair: [1, 2],
}
const protocol0 =
  '(dp0\nVref_id\np1\nI7\nsVsplit\np2\nVtestA\np3\nsVbox\np4\n(lp5\nF1.5\naI-2\naI300\naI70000\naL5000000000L\nasVsentences\np6\n(lp7\n(dp8\nVsent\np9\nVleft \\u201cdog\\u201d\np10\nsVraw\np11\nNsVok\np12\nI01\nsasVpair\np13\n(I1\nI2\ntp14\ns.'
const protocol2 =
  '80027d71002858060000007265665f696471014b07580500000073706c697471025805000000746573744171035803000000626f7871045d710528473ff8' +
  '0000000000004afeffffff4d2c014a701101008a0500f2052a0165580900000073656e74656e63657371065d71077d710828580400000073656e74710958' +
  '0e0000006c65667420e2809c646f67e2809d710a5803000000726177710b4e58020000006f6b710c887561580400000070616972710d4b014b0286710e752e'
const protocol4 =
  '8004958c000000000000007d94288c067265665f6964944b078c0573706c6974948c057465737441948c03626f78945d9428473ff80000000000004afeff' +
  'ffff4d2c014a701101008a0500f2052a01658c0973656e74656e636573945d947d94288c0473656e74948c0e6c65667420e2809c646f67e2809d948c0372' +
  '6177944e8c026f6b948875618c0470616972944b014b028694752e'

test('reads plain data of the oldest protocol', () => {
  expect(unpickle(bytesOf(protocol0))).toEqual({ ok: true, value: data })
})

test.each([protocol2, protocol4])('reads plain data of a binary protocol', (text) => {
  expect(unpickle(hex(text))).toEqual({ ok: true, value: data })
})

test('texts of Python 2 are bytes: UTF-8, else Latin-1', () => {
  expect(unpickle(bytesOf("(lS'caf\\xc3\\xa9'\naS'caf\\xe9'\naU\x03d\xf6gaS\"it's\"\na."))).toEqual({
    ok: true,
    value: ['café', 'café', 'dög', "it's"],
  })
})

test.each([
  ['a call', "cos\nsystem\n(S'true'\ntR.", /GLOBAL at byte 0/],
  ['a call by the stack', '\x80\x04\x8c\x02os\x8c\x06system\x93.', /STACK_GLOBAL/],
  ['a call after data', "(lp0\nI1\na(S'x'\ni", /INST/],
  ['an object', '\x80\x02}\x81.', /NEWOBJ/],
  ['a set', '\x80\x04\x8f.', /0x8f/],
  ['a text without an end', 'X\xff\x00\x00\x00ab', /ends too early/],
  ['a list that holds itself', ']q\x00h\x00a.', /contains itself/],
  ['an unknown memo', 'h\x05.', /nothing is kept under 5/],
  ['nothing on the stack', '.', /stack is empty/],
  ['a key without a value', '}(K\x01u.', /no dictionary/],
])('refuses %s', (_, text, message) => {
  expect(unpickle(bytesOf(text))).toEqual({ ok: false, error: expect.stringMatching(message) })
})

test('stands any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(typeof unpickle(bytes).ok).toBe('boolean')
    }),
  )
})
