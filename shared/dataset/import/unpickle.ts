import { err, ok, type Result } from '../../result.ts'
import { decodeUtf8 } from '../formats/utf8.ts'

/** Opcodes that call or import something, by name: a file with one of them is refused. */
const refused: Readonly<Record<number, string>> = {
  99: 'GLOBAL',
  147: 'STACK_GLOBAL',
  82: 'REDUCE',
  98: 'BUILD',
  105: 'INST',
  111: 'OBJ',
  129: 'NEWOBJ',
  146: 'NEWOBJ_EX',
  80: 'PERSID',
  81: 'BINPERSID',
  130: 'EXT1',
  131: 'EXT2',
  132: 'EXT4',
}

const mark = Symbol('mark')
type Dict = Map<unknown, unknown>

class Refusal extends Error {}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

/** Python 2's texts are bytes: UTF-8 where they can be, else Latin-1. */
function textOf(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? latin1(bytes)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' }

/** A quoted text as Python 2 writes it: bytes. */
function unquoted(line: string): string {
  const [, quote, inner] = /^(['"])(.*)\1$/s.exec(line.trim()) ?? []
  if (quote === undefined || inner === undefined) throw new Refusal('a text is not quoted')
  const bytes = inner.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (_, sign: string) => {
    if (sign.length === 3 && sign.startsWith('x')) return String.fromCharCode(Number.parseInt(sign.slice(1), 16))
    if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8) & 0xff)
    return escapes[sign] ?? sign
  })
  return textOf(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)))
}

/** The pickle machine without anything that runs code. */
function run(bytes: Uint8Array): unknown {
  const stack: unknown[] = []
  const memo = new Map<number, unknown>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  function take(length: number): Uint8Array {
    if (length < 0 || at + length > bytes.length) throw new Refusal('the file ends too early')
    at += length
    return bytes.subarray(at - length, at)
  }
  function line(): string {
    const end = bytes.indexOf(10, at)
    if (end < 0) throw new Refusal('a line has no end')
    const text = latin1(bytes.subarray(at, end))
    at = end + 1
    return text
  }
  function uint(length: number): number {
    let value = 0
    for (const [index, byte] of take(length).entries()) value += byte * 2 ** (8 * index)
    if (!Number.isSafeInteger(value)) throw new Refusal('a length is too large')
    return value
  }
  function number(text: string): number {
    const value = Number(text.trim().replace(/L$/, ''))
    if (text.trim() === '' || Number.isNaN(value)) throw new Refusal(`“${text.slice(0, 40)}” is no number`)
    return value
  }
  function long(length: number): number {
    const digits = take(length)
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i] ?? 0)
    if (length > 0 && (digits[length - 1] ?? 0) > 127) value -= 1n << BigInt(8 * length)
    return Number(value)
  }
  function pop(): unknown {
    if (stack.length === 0 || stack.at(-1) === mark) throw new Refusal('the stack is empty')
    return stack.pop()
  }
  function popMark(): unknown[] {
    const from = stack.lastIndexOf(mark)
    if (from < 0) throw new Refusal('there is no mark')
    const values = stack.splice(from)
    values.shift()
    return values
  }
  function put(key: number): void {
    memo.set(key, stack.at(-1))
  }
  function get(key: number): void {
    if (!memo.has(key)) throw new Refusal(`nothing is kept under ${key}`)
    stack.push(memo.get(key))
  }
  function list(): unknown[] {
    const target = stack.at(-1)
    if (!Array.isArray(target)) throw new Refusal('what is appended to is no list')
    return target
  }
  function setItems(values: readonly unknown[]): void {
    const target = stack.at(-1)
    if (!(target instanceof Map) || values.length % 2 === 1) throw new Refusal('what is set is no dictionary')
    for (let i = 0; i < values.length; i += 2) target.set(values[i], values[i + 1])
  }
  function dict(values: readonly unknown[]): void {
    stack.push(new Map())
    setItems(values)
  }

  /** The value on top at the end, or nothing yet. */
  function step(code: number): { value: unknown } | undefined {
    switch (String.fromCharCode(code)) {
      case '.':
        return { value: pop() }
      case '\x80':
        take(1)
        break
      case '\x95':
        take(8)
        break
      case '(':
        stack.push(mark)
        break
      case '0':
        if (stack.pop() === undefined) throw new Refusal('the stack is empty')
        break
      case '1':
        popMark()
        break
      case '2':
        stack.push(stack.at(-1))
        break
      case 'N':
        stack.push(null)
        break
      case '\x88':
        stack.push(true)
        break
      case '\x89':
        stack.push(false)
        break
      case 'I': {
        const text = line()
        stack.push(text === '01' ? true : text === '00' ? false : number(text))
        break
      }
      case 'L':
      case 'F':
        stack.push(number(line()))
        break
      case 'J':
        take(4)
        stack.push(view.getInt32(at - 4, true))
        break
      case 'K':
        stack.push(uint(1))
        break
      case 'M':
        stack.push(uint(2))
        break
      case '\x8a':
        stack.push(long(uint(1)))
        break
      case '\x8b':
        stack.push(long(uint(4)))
        break
      case 'G':
        take(8)
        stack.push(view.getFloat64(at - 8))
        break
      case 'S':
        stack.push(unquoted(line()))
        break
      case 'V':
        stack.push(
          line().replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short, wide) => codePoint(short ?? wide)),
        )
        break
      case 'T':
      case 'B':
      case 'X':
        stack.push(textOf(take(uint(4))))
        break
      case 'U':
      case 'C':
      case '\x8c':
        stack.push(textOf(take(uint(1))))
        break
      case '\x8d':
      case '\x8e':
        stack.push(textOf(take(uint(8))))
        break
      case ']':
      case ')':
        stack.push([])
        break
      case '}':
        stack.push(new Map())
        break
      case 'l':
      case 't':
        stack.push(popMark())
        break
      case 'd':
        dict(popMark())
        break
      case '\x85':
      case '\x86':
      case '\x87': {
        const values = Array.from({ length: code - 0x84 }, pop)
        stack.push(values.reverse())
        break
      }
      case 'a': {
        const value = pop()
        list().push(value)
        break
      }
      case 'e': {
        const values = popMark()
        const target = list()
        for (const value of values) target.push(value)
        break
      }
      case 's': {
        const value = pop()
        setItems([pop(), value])
        break
      }
      case 'u':
        setItems(popMark())
        break
      case 'p':
        put(number(line()))
        break
      case 'q':
        put(uint(1))
        break
      case 'r':
        put(uint(4))
        break
      case '\x94':
        put(memo.size)
        break
      case 'g':
        get(number(line()))
        break
      case 'h':
        get(uint(1))
        break
      case 'j':
        get(uint(4))
        break
      default: {
        const name = refused[code] ?? `0x${code.toString(16)}`
        throw new Refusal(`the opcode ${name} at byte ${at - 1} is not read: it is none of plain data`)
      }
    }
    return undefined
  }

  for (;;) {
    const end = step(uint(1))
    if (end !== undefined) return end.value
  }
}

function codePoint(digits: string): string {
  const code = Number.parseInt(digits, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** Values as JSON has them: dictionaries by the text of their keys. Values that the pickle shares stay shared; loops are refused. */
function asJson(root: unknown): unknown {
  const done = new Map<unknown, unknown>()
  const open = new Set<unknown>()
  const convert = (value: unknown, depth: number): unknown => {
    if (!Array.isArray(value) && !(value instanceof Map)) return value === mark ? null : value
    const known = done.get(value)
    if (known !== undefined) return known
    if (open.has(value) || depth > 100) throw new Refusal('the data contains itself, or is nested too deeply')
    open.add(value)
    const made = Array.isArray(value)
      ? value.map((one) => convert(one, depth + 1))
      : Object.fromEntries([...(value as Dict)].map(([key, one]) => [String(key), convert(one, depth + 1)]))
    open.delete(value)
    done.set(value, made)
    return made
  }
  return convert(root, 0)
}

/**
 * Reads a Python pickle of plain data: lists, tuples, dictionaries, texts, numbers, true, false, none, of any protocol. Nothing is ever
 * imported or called: a pickle that asks for it is refused, with the opcode and its place.
 */
export function unpickle(bytes: Uint8Array): Result<unknown, string> {
  try {
    return ok(asJson(run(bytes)))
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown.message)
    throw thrown
  }
}
