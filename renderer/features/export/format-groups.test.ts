import { describe, expect, it } from 'vitest'
import { formats } from '../../../shared/dataset/registry.ts'
import { isMessageKey } from '../../text/translate.ts'
import { findFormats } from './format-groups.ts'

const ids = (query: string): string[] => findFormats(query).flatMap((each) => each.formats.map((format) => format.id))

describe('formats to choose from', () => {
  it('are all that can be written, each once', () => {
    const writable = formats.filter((format) => format.readOnly !== true).map((format) => format.id)
    expect(ids('').sort()).toEqual(writable.sort())
    expect(findFormats('').map((each) => each.group)).toEqual(
      expect.arrayContaining(['own', 'grounding', 'chat', 'detection']),
    )
  })

  it('are found by name, file and dialect', () => {
    expect(ids('deixis')).toEqual(['deixis-jsonl'])
    expect(ids('COCO instances')).toEqual(['coco'])
    expect(ids('load_dataset parquet')).toEqual(['parquet'])
    expect(ids('nothing has this name')).toEqual([])
  })

  it('have words in the catalogue', () => {
    const without = ids('').filter(
      (id) => !isMessageKey(`export.format.${id}`) || !isMessageKey(`export.format.${id}.hint`),
    )
    expect(without).toEqual([])
  })
})
