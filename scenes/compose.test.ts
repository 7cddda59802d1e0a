import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { heldoutFamilies } from './backgrounds/heldout-families.ts'
import { shapeFamilies } from './backgrounds/shape-families.ts'
import { trainFamilies } from './backgrounds/train-families.ts'
import { composeScene } from './compose.ts'
import { nouns } from './nouns.ts'
import type { SceneSpec, Split } from './scene.ts'

function many(split: Split, count = 300): SceneSpec[] {
  return Array.from({ length: count }, (_, index) => composeScene(11, index, split))
}

describe('composeScene', () => {
  test('gives the scenes it has always given', () => {
    const hash = (split: Split) =>
      createHash('sha256')
        .update(JSON.stringify(many(split, 20)))
        .digest('hex')
        .slice(0, 16)
    expect([hash('train'), hash('heldout')]).toMatchInlineSnapshot(`
      [
        "ca772081512f0c7f",
        "56ac836135019748",
      ]
    `)
  })

  test('keeps held-out scenes apart: other layouts for the same seed, no background family in common', () => {
    const trained = new Set([...trainFamilies, ...shapeFamilies].map(({ name }) => name))
    expect(heldoutFamilies.filter(({ name }) => trained.has(name))).toEqual([])
    expect(many('train').every(({ background }) => trained.has(background.family))).toBe(true)
    expect(many('heldout').some(({ background }) => trained.has(background.family))).toBe(false)
    const layouts = (split: Split) => many(split).map(({ objects }) => JSON.stringify(objects))
    const known = new Set(layouts('train'))
    expect(layouts('heldout').filter((layout) => known.has(layout))).toEqual([])
  })

  test('every scene is within the stated limits', () => {
    for (const scene of [...many('train'), ...many('heldout')]) {
      const { width, height, objects } = scene
      expect(Math.max(width, height)).toBe(1)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(0.5)
      expect(objects.length).toBeGreaterThanOrEqual(1)
      expect(objects.length).toBeLessThanOrEqual(8)
      for (const { box } of objects) {
        expect(Math.min(box.x1, box.y1)).toBeGreaterThanOrEqual(-1e-9)
        expect(box.x2).toBeLessThanOrEqual(width + 1e-9)
        expect(box.y2).toBeLessThanOrEqual(height + 1e-9)
        const longSide = Math.max(box.x2 - box.x1, box.y2 - box.y1)
        expect(longSide).toBeGreaterThanOrEqual(0.06 - 1e-9)
        expect(longSide).toBeLessThanOrEqual(0.6 + 1e-9)
      }
      for (const [i, a] of objects.entries()) {
        for (const b of objects.slice(i + 1)) expect(overlap(a.box, b.box)).toBeLessThanOrEqual(0.4)
      }
    }
  })

  test('uses every category, both styles, one to eight objects, and repeats of a name', () => {
    const scenes = many('train', 800)
    const objects = scenes.flatMap((scene) => scene.objects)
    expect(new Set(objects.map(({ name }) => name)).size).toBe(nouns.length)
    expect(new Set(objects.map(({ style }) => style))).toEqual(new Set(['noto', 'twemoji']))
    expect(new Set(scenes.map((scene) => scene.objects.length)).size).toBe(8)
    const repeating = scenes.filter(({ objects: list }) => new Set(list.map(({ name }) => name)).size < list.length)
    expect(repeating.length).toBeGreaterThan(80)
  })

  test('points on the background keep away from every box, points on an object lie in its box', () => {
    for (const { objects, points } of many('heldout')) {
      for (const { object, at } of points) {
        const inside = objects.flatMap(({ box }, number) =>
          at.x >= box.x1 && at.x <= box.x2 && at.y >= box.y1 && at.y <= box.y2 ? [number] : [],
        )
        if (object === null) expect(inside).toEqual([])
        else expect(inside).toContain(object)
      }
    }
  })

  test('obeys its options', () => {
    const scene = composeScene(1, 0, 'train', { styles: ['twemoji'], count: 1, aspect: 2, families: ['plain'] })
    expect([scene.width, scene.height, scene.background.family]).toEqual([1, 0.5, 'plain'])
    expect(scene.objects.map(({ style }) => style)).toEqual(['twemoji'])
  })
})

function overlap(a: SceneSpec['objects'][number]['box'], b: SceneSpec['objects'][number]['box']): number {
  const wide = Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1))
  const tall = Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1))
  const areas = (a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1)
  return (wide * tall) / (areas - wide * tall)
}
