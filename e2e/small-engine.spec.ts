import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures/app.ts'
import { engineOf } from './fixtures/meet-answer.ts'

test('the process that runs the model keeps a small young generation, in Electron too', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'the words of a process are read from /proc')
  await app.ready()
  await app.ask('What is in the picture?')
  const words = (await readFile(`/proc/${await engineOf(app)}/cmdline`, 'utf8')).split(/[\0 ]/)
  expect(words).toContainEqual(expect.stringMatching(/^(?:--js-flags=)?--max-semi-space-size=4$/))
})
