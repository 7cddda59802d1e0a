import { createEffect, createRoot } from 'solid-js'
import { expect, it } from 'vitest'
import type { Document } from '../../shared/document/document.ts'
import { changesOf } from '../../shared/document/record-changes.ts'
import { testBox } from '../test-workspace.tsx'
import { createMirror, plainChanges } from './mirror.ts'

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) freeze(inner)
  Object.freeze(value)
}

it('shows records that were frozen before they came, and those that immer freezes later', () => {
  const early = testBox(1, [1, 2, 3, 4])
  freeze(early)
  const late = testBox(2, [5, 6, 7, 8])
  const document: Document = {
    images: {},
    regions: { r1: early, r2: late },
    dialogues: {},
    turns: {},
    marks: {},
    settings: {},
  }
  createRoot((dispose) => {
    const mirror = createMirror()
    mirror.show(document, [])
    const kinds: unknown[] = []
    createEffect(() => kinds.push(mirror.document.regions.r2?.shape.kind))
    freeze(late)
    expect([mirror.document.regions.r1?.shape, mirror.document.regions.r2?.shape]).toEqual([early.shape, late.shape])
    dispose()
  })
})

it('parts that were read from it can be stored in a change', () => {
  const region = testBox(1, [1, 2, 3, 4])
  const document: Document = { images: {}, regions: { r1: region }, dialogues: {}, turns: {}, marks: {}, settings: {} }
  createRoot((dispose) => {
    const mirror = createMirror()
    mirror.show(document, [])
    const changes = plainChanges(
      changesOf(document, (draft) => {
        const seen = mirror.document.regions.r1
        if (seen) draft.regions.r2 = { ...seen, id: 'r2' as never, number: 2 }
      }),
    )
    expect(structuredClone(changes)).toEqual([
      { table: 'regions', id: 'r2', before: null, after: { ...region, id: 'r2', number: 2 } },
    ])
    dispose()
  })
})
