import { readFileSync } from 'node:fs'
import { Transformer } from '@napi-rs/image'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { shikra } from '../shared/dialects/shikra.ts'
import { Dialogue } from '../shared/dialogue/dialogue.ts'
import { Region } from '../shared/dialogue/region.ts'
import { Turn } from '../shared/dialogue/turn.ts'
import { sampleProject } from './sample-project.ts'
import { sampleScenes } from './sample-scenes.ts'

const folder = new URL('../resources/samples/', import.meta.url)
const project = sampleProject()

describe('sample project', () => {
  test('is what the program can read, and what lies in resources', () => {
    expect(v.parse(v.array(Region), project.regions)).toEqual(project.regions)
    expect(v.parse(v.array(Dialogue), project.dialogues)).toEqual(project.dialogues)
    expect(v.parse(v.array(Turn), project.turns)).toEqual(project.turns)
    expect(JSON.parse(readFileSync(new URL('project.json', folder), 'utf8'))).toEqual(project)
  })

  test('every picture is there, with its size, together below a megabyte', () => {
    let bytes = 0
    for (const { path, width, height } of project.images) {
      const file = readFileSync(new URL(path, folder))
      bytes += file.length
      expect(new Transformer(file).metadataSync()).toMatchObject({ width, height })
    }
    expect(project.images.length).toBe(6)
    expect(bytes).toBeLessThan(1_000_000)
  })

  test('everything drawn lies within its picture', () => {
    for (const { scene } of sampleScenes) {
      for (const { box } of scene.objects) {
        expect(Math.min(box.x1, box.y1)).toBeGreaterThanOrEqual(0)
        expect(box.x2).toBeLessThanOrEqual(scene.width)
        expect(box.y2).toBeLessThanOrEqual(scene.height)
      }
    }
  })

  test('every mention has its region on the picture of its dialogue', () => {
    const regions = new Map(project.regions.map((region) => [region.id as string, region]))
    const dialogues = new Map(project.dialogues.map((dialogue) => [dialogue.id as string, dialogue]))
    for (const turn of project.turns) {
      const imageIds = dialogues.get(turn.dialogueId)?.imageIds
      for (const part of turn.parts) {
        if (part.kind !== 'mention') continue
        for (const id of part.regionIds) expect(imageIds).toEqual([regions.get(id)?.imageId])
      }
    }
  })

  test('the half-done correction keeps what was said: the proposals are the boxes of the raw answer', () => {
    const turn = project.turns.find(({ origin }) => origin === 'model')
    const said = project.regions.filter(({ proposal }) => proposal?.turnId === turn?.id)
    const size = project.images.find(({ id }) => id === 'street') ?? { width: 0, height: 0 }
    const read = shikra.decode(turn?.run?.rawAnswer ?? '', size)
    expect(read.flatMap((span) => (span.kind === 'mention' ? span.shapes : []))).toEqual(
      said.map(({ proposal }) => proposal?.predicted),
    )
    expect(said.map(({ proposal }) => proposal?.judgement)).toEqual(['corrected', 'open'])
    expect(said.map(({ shape, proposal }) => JSON.stringify(shape) === JSON.stringify(proposal?.predicted))).toEqual([
      false,
      true,
    ])
  })
})
