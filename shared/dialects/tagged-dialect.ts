import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { type BracketReading, readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, SpanParser } from './dialect.ts'
import { checkWords, findTokens } from './hazards.ts'
import { type Tags, taggedParser } from './tagged-parser.ts'

/** A dialect that writes `<ref>phrase</ref><box>numbers</box>` with tags and numbers of its own. */
export type TaggedRules = Omit<Dialect, 'phrases' | 'encode' | 'parser' | 'decode' | 'hazards'> & {
  /** The system's name in messages. */
  readonly system: string
  readonly tags: Omit<Tags, 'read'>
  /** What no phrase may hold (flag `g`); a user's text neither, unless `typed` says otherwise. */
  readonly tokens: RegExp
  /** What a user's text should not hold (flag `g`). */
  readonly typed?: RegExp
  /** The numbers of each shape. */
  numbers(shapes: readonly DialectShape[], size: Size): Result<number[][], EncodeLoss>
  write(groups: readonly (readonly number[])[], phrase?: string): string
  read(content: string, size: Size): BracketReading
}

/** The dialect of these rules. */
export function createTagged(rules: TaggedRules): Dialect {
  const { system, tags, tokens, typed = tokens, numbers, write, read, ...about } = rules
  const parser = (size: Size): SpanParser => taggedParser({ ...tags, read: (content) => read(content, size) })
  return {
    ...about,
    phrases: 'blank-outside',
    encode(shapes, size, context) {
      const groups = numbers(shapes, size)
      if (!groups.ok) return groups
      const phrase = context?.phrase
      const loss = checkWords(phrase === undefined ? [] : [phrase], [tokens, typed], system)
      return loss === null ? ok(write(groups.value, phrase)) : err(loss)
    },
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: (text) => findTokens(text, typed),
  }
}
