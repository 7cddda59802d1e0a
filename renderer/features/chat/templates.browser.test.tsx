import { Show } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { builtTemplates } from '../../text/built-templates.ts'
import { en } from '../../text/en.ts'
import { otherLanguages } from '../../text/model-languages.ts'
import { setLanguage } from '../../text/translate.ts'
import { zh } from '../../text/zh.ts'
import { Composer } from './Composer.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>

beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300], 'dog')])
  opened.mount(() => (
    <>
      <Composer />
      <Show when={opened.workspace.dialog() === 'templates'}>
        <TemplatesDialog />
      </Show>
    </>
  ))
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
})
afterEach(() => opened.dispose())

const message = () => page.getByRole('textbox', { name: 'Message' })
const dialog = () => page.getByRole('dialog')
/** The templates as the journal has them. */
const kept = () => {
  const all = opened.journal.entries.flatMap(({ entry }) => entry.changes)
  const last = all.filter((change) => change.table === 'settings' && change.id === 'templates').at(-1)?.after
  const value = last && 'value' in last ? (last.value as { name: string; text: string }[]) : []
  return value.map(({ name, text }) => ({ name, text }))
}
const expectKept = (templates: { name: string; text: string }[]) => vi.waitFor(() => expect(kept()).toEqual(templates))

it('an own template is made, used with its places, changed, deleted and taken back', async () => {
  await message().click()
  await userEvent.keyboard('/')
  await page.getByRole('option', { name: 'Edit templates…' }).click()
  await dialog().getByRole('button', { name: 'New template' }).click()
  await userEvent.keyboard('Colour')
  await dialog().getByRole('textbox', { name: 'Message' }).click()
  await userEvent.keyboard('What colour has ')
  await dialog().getByRole('button', { name: 'Place for a region' }).click()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}?')
  await expectKept([{ name: 'Colour', text: 'What colour has ‹region›?' }])
  await page.getByRole('button', { name: 'Close' }).click()

  await message().click()
  await userEvent.keyboard('/col')
  await userEvent.keyboard('{Enter}')
  opened.workspace.mention(['r1' as never])
  expect(message().element().textContent).toBe('What colour has R1 dog?')

  opened.workspace.openDialog('templates')
  await dialog().getByRole('textbox', { name: 'Name' }).fill('Paint')
  await expectKept([{ name: 'Paint', text: 'What colour has ‹region›?' }])
  await dialog().getByRole('button', { name: 'Delete template' }).click()
  await expectKept([])
  await dialog().getByRole('button', { name: 'Undo' }).click()
  await expectKept([{ name: 'Paint', text: 'What colour has ‹region›?' }])
})

it('a message is kept as a template once, and one of the program is copied to be changed', async () => {
  await message().click()
  await userEvent.keyboard('How old is ')
  opened.workspace.mention(['r1' as never])
  const own = { name: 'How old is ‹region›', text: 'How old is ‹region›' }
  for (let times = 0; times < 2; times++) {
    await userEvent.keyboard('{Home}/{ArrowUp}{ArrowUp}')
    await expect
      .element(page.getByRole('option', { name: 'Keep this message as a template' }))
      .toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Enter}')
    expect(message().element().textContent).toBe('How old is R1 dog')
    await expectKept([own])
  }
  opened.workspace.openDialog('templates')
  await dialog().getByRole('button', { name: 'Copy “Point” to change it' }).click()
  await userEvent.keyboard('Aim')
  await expectKept([own, { name: 'Aim', text: 'Point to ‹phrase›.' }])
})

it('what the model is asked is written in a language that it reads; names are those of the interface', () => {
  setLanguage('zh-CN', zh)
  try {
    const texts = (languages?: string[]) => builtTemplates(languages).map(({ name, text }) => [name, text])
    expect(texts(['en'])[6]).toEqual(['指点', 'Point to ‹phrase›.'])
    expect(texts(['en', 'zh'])[6]).toEqual(['指点', '指出‹短语›。'])
    expect(texts()[6]).toEqual(['指点', '指出‹短语›。'])
    expect([otherLanguages(['en']), otherLanguages(['zh']), otherLanguages(undefined)]).toEqual(['英语', null, null])
  } finally {
    setLanguage('en', en)
  }
  expect(builtTemplates(['zh'])[6]?.text).toBe('Point to ‹phrase›.')
})
