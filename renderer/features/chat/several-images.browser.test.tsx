import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { ChatPanel } from './ChatPanel.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened
let place: HTMLElement

const picture = (id: string, path: string) => ({
  id: id as never,
  path,
  width: 1000,
  height: 1000,
  bytes: 1,
  modifiedAt: 1,
})
const words = (text: string): Part => ({ kind: 'text', text })

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog')], {
    async *'project.scan'() {
      yield { kind: 'images', images: [picture('image1', 'a/street.png'), picture('image2', 'a/park.png')] }
    },
  })
  place = opened.mount(() => <ChatPanel />)
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
})
afterEach(() => opened.dispose())

const message = () => page.getByRole('textbox', { name: 'Message' })
const text = () => message().element().textContent
const turns = () => opened.workspace.chat.turns().map(({ role, parts }) => [role, parts])

it('messages are written without asking: a question, then its answer', async () => {
  await message().click()
  await userEvent.keyboard('What is it?{Alt>}{Enter}{/Alt}')
  expect(text()).toBe('')
  await page.getByRole('button', { name: 'Add as an answer, without asking' }).hover()
  await message().click()
  await userEvent.keyboard('A ')
  opened.workspace.mention(['r1' as never])
  await page.getByRole('button', { name: 'Add as an answer, without asking' }).click()
  const sent = [{ kind: 'box', x1: 100, y1: 100, x2: 300, y2: 300 }]
  expect(turns()).toEqual([
    ['user', [words('What is it?')]],
    ['assistant', [words('A '), { kind: 'mention', regionIds: ['r1'], sent }]],
  ])
  expect(opened.model.requests).toEqual([])
  await opened.workspace.editor.undo()
  await opened.workspace.editor.undo()
  expect(opened.workspace.chat.dialogues()).toEqual([])
})

async function overTwoPictures() {
  await message().click()
  await userEvent.keyboard('Compare.{Alt>}{Enter}{/Alt}')
  const shown = opened.workspace.chat.dialogue()
  if (!shown) throw new Error('no dialogue')
  opened.workspace.chat.manage.addImage(shown.id, 'image2' as never)
  await expect.element(page.getByRole('button', { name: 'a/park.png' })).toBeVisible()
  return shown.id
}

it('a message names pictures of its dialogue, as chips that are taken whole', async () => {
  await overTwoPictures()
  await message().click()
  await userEvent.keyboard('@park')
  await expect.element(page.getByRole('option', { name: 'Image a/park.png' })).toBeVisible()
  await userEvent.keyboard('{Enter} or')
  expect(text()).toBe('park.png or')
  expect(opened.workspace.settings.store.getItem(`deixis.draft.${opened.workspace.chat.dialogue()?.id}`)).toBe(
    JSON.stringify([{ kind: 'image', imageId: 'image2' }, words(' or')]),
  )
  await userEvent.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}')
  expect(text()).toBe('')
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(text()).toBe('park.png')
})

it('what the model cannot see is said before sending; written by hand it stays, and survives an edit', async () => {
  const id = await overTwoPictures()
  await message().click()
  await userEvent.keyboard('In @park{Enter}?')
  await expect.element(page.getByText('The model sees one image; this dialogue is about others, too')).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect(opened.model.requests).toEqual([])
  await userEvent.keyboard('{Alt>}{Enter}{/Alt}')
  const last = () => opened.workspace.chat.turns().at(-1)
  expect(last()?.parts).toEqual([words('In '), { kind: 'image', imageId: 'image2' }, words('?')])
  opened.workspace.chat.edit(last()?.id ?? null)
  await userEvent.keyboard('{End}!{Enter}')
  expect(last()?.parts).toEqual([words('In '), { kind: 'image', imageId: 'image2' }, words('?!')])
  await page.getByRole('button', { name: 'Image a/park.png' }).click()
  await vi.waitFor(() => expect(opened.workspace.editor.imageId()).toBe('image2'))
  await vi.waitFor(() => expect(opened.workspace.chat.dialogue()?.id).toBe(id))
})

it('regions of a picture that is added are there at once', async () => {
  await message().click()
  await userEvent.keyboard('Compare.{Alt>}{Enter}{/Alt}')
  const { chat, editor, library } = opened.workspace
  await library.open('image2' as never)
  await userEvent.keyboard('And?{Alt>}{Enter}{/Alt}')
  const shown = chat.dialogue()
  expect([editor.imageId(), editor.document.regions.r1]).toEqual(['image2', undefined])
  if (shown) chat.manage.addImage(shown.id, 'image1' as never)
  await vi.waitFor(() => expect(editor.document.regions.r1?.number).toBe(1))
})

it('regions of the other pictures can be mentioned, and say where they lie', async () => {
  const id = await overTwoPictures()
  await opened.workspace.library.open('image2' as never)
  opened.workspace.chat.openDialogue(id)
  await message().click()
  await userEvent.keyboard('@R1')
  await expect.element(page.getByRole('option', { name: 'R1 dog a/street.png' })).toBeVisible()
  await userEvent.keyboard('{Enter}')
  expect([...place.querySelectorAll('.message-mention')].map((chip) => chip.textContent)).toEqual(['R1 dogstreet.png'])
})
