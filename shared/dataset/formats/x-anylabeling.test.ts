import { expect, it } from 'vitest'
import type { ExportOptions } from '../../api/dataset.ts'
import type { Document } from '../../document/document.ts'
import type { ImageId } from '../../ids.ts'
import { everything } from '../everything.ts'
import { exportDocument } from '../export.ts'
import { box, createSampleDocument, point } from '../sample-document.ts'
import { xAnyLabeling } from './x-anylabeling.ts'

const options: ExportOptions = {
  format: 'x-anylabeling',
  ...everything,
}

function write(document: Document) {
  const steps = [...exportDocument(document, options, { fileOf: ({ path }) => path, isMissing: () => false })]
  return {
    files: steps.flatMap(({ lines }) => lines.map(({ file, text }) => ({ file, ...JSON.parse(text) }))),
    texts: steps.flatMap(({ lines }) => lines.map(({ text }) => text)),
    report: steps.flatMap(({ report }) => report.map(({ severity, code }) => `${severity} ${code}`)),
  }
}

const document = createSampleDocument({
  regions: { b0: box(10, 20, 300.5, 400), p0: point(50, 60), lone: box(1, 2, 30, 40) },
  dialogues: [
    { kind: 'qa', turns: [{ parts: ['How many cups?'] }, { parts: ['Three.'] }] },
    { kind: 'chat', turns: [{ parts: ['What is ', ['b0'], '?'] }, { parts: ['A cup.'] }] },
    {
      kind: 'chat',
      turns: [{ parts: ['And ', ['p0'], '?'] }, { parts: ['A fork.'] }, { parts: ['a'] }, { parts: ['b'] }],
    },
  ],
})

it('writes one file for a picture: every region, one chat, one question and answer, the rest named', () => {
  const { files, report } = write(document)
  expect(files).toEqual([
    {
      file: 'images/a.json',
      version: expect.any(String),
      flags: {},
      shapes: [
        expect.objectContaining({
          shape_type: 'rectangle',
          points: [
            [10, 20],
            [300.5, 20],
            [300.5, 400],
            [10, 400],
          ],
        }),
        expect.objectContaining({ shape_type: 'point', points: [[50, 60]] }),
        expect.objectContaining({
          shape_type: 'rectangle',
          points: [
            [1, 2],
            [30, 2],
            [30, 40],
            [1, 40],
          ],
        }),
      ],
      chat_history: [
        { role: 'user', content: '<image>What is ?', image: 'a.jpg' },
        { role: 'assistant', content: 'A cup.', image: null },
      ],
      vqaData: { question: 'How many cups?', answer: 'Three.' },
      imagePath: 'a.jpg',
      imageData: null,
      imageHeight: 800,
      imageWidth: 1000,
    },
  ])
  expect(report).toEqual(['loss regions-lost', 'loss dialogue-left-out'])
})

it('is read again as it was written', () => {
  const [image] = Object.values(document.images)
  const session = xAnyLabeling.reader?.open({
    dialect: null,
    picture: () => image ?? null,
    imageId: (path) => path as ImageId,
    parseXml: () => expect.fail('no XML'),
  })
  const [text = ''] = write(document).texts
  const read = session?.read({ place: { file: 'a.json', line: 1 }, value: null, text })
  expect(read?.report).toEqual([])
  expect(read?.unknown).toEqual([])
  const shapes = read?.records.flatMap((record) => record.regions.map(({ shape }) => shape))
  expect(shapes).toEqual(Object.values(document.regions).map(({ shape }) => shape))
  const said = read?.records.flatMap((record) =>
    record.kind === 'image'
      ? []
      : [record.turns.map(({ parts }) => parts.map((part) => (part.kind === 'text' ? part.text : part.kind)))],
  )
  expect(said).toEqual([
    [['image', 'What is ?'], ['A cup.']],
    [['How many cups?'], ['Three.']],
  ])
})

it('leaves out a dialogue in which only a region is said, and keeps the region', () => {
  const pointed = createSampleDocument({
    regions: { b0: box(10, 20, 30, 40) },
    dialogues: [{ kind: 'qa', turns: [{ parts: ['Where is it?'] }, { parts: [['b0']] }] }],
  })
  const { files, report } = write(pointed)
  expect(files).toEqual([expect.not.objectContaining({ vqaData: expect.anything() })])
  expect(files).toEqual([expect.objectContaining({ shapes: [expect.anything()] })])
  expect(report).toEqual(['loss no-text'])
})

it('refuses a text that would be taken for the picture', () => {
  const typed = createSampleDocument({
    regions: {},
    dialogues: [{ kind: 'chat', turns: [{ parts: ['What does <image> mean?'] }, { parts: ['A mark.'] }] }],
  })
  expect(write(typed).report).toEqual(['error placeholder'])
})
