import { expect, test } from './fixtures/app.ts'

test('the page reaches nothing but its own program', async ({ app }) => {
  await app.ready()
  const { page } = app
  const home = page.url()
  expect(
    await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')]),
  ).toEqual(['undefined', 'undefined'])
  const reached = await page.evaluate(async () => {
    const outcome = async (attempt: () => Promise<unknown>): Promise<string> => {
      try {
        await attempt()
        return 'reached'
      } catch {
        return 'refused'
      }
    }
    return {
      elsewhere: await outcome(() => fetch('http://127.0.0.1:9/')),
      file: await outcome(() => fetch('file:///etc/passwd')),
      script: await outcome(async () => {
        const made = document.createElement('script')
        made.textContent = 'window.planted = true'
        document.head.append(made)
        if (!Reflect.has(window, 'planted')) throw new Error('not run')
      }),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      isolated: crossOriginIsolated,
    }
  })
  expect(reached).toEqual({
    elsewhere: 'refused',
    file: 'refused',
    script: 'refused',
    camera: 'refused',
    isolated: true,
  })
  if (app.shell.kind === 'electron') {
    const outside = await page.evaluate(async () => {
      const paths = [
        '/../package.json',
        '/%2e%2e/package.json',
        '/..%2f..%2fpackage.json',
        '/image/p/x',
        '/image/sample/..%2f..%2fx',
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(outside).toEqual([404, 404, 404, 404, 404])
    // Playwright takes the refused navigation for one that goes on, so nothing here may wait for elements.
    await page.evaluate(() => {
      window.open('https://example.com/')
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect([await page.evaluate(() => location.href), page.context().pages().length]).toEqual([home, 1])
  }
})

test('a page that is loaded again talks to the program again and may still write', async ({ app }) => {
  await app.ready()
  await app.page.evaluate(() => location.reload())
  await app.page.waitForLoadState()
  await app.ready()
  await app.canvasKey('r')
  await app.drag([40, 40], [140, 120])
  await expect(app.regions).toHaveCount(1)
  await app.saved()
})

test('an address without the key of this start is told what to do', async ({ app }) => {
  test.skip(app.shell.kind === 'electron', 'Electron has no address')
  await app.ready()
  const address = new URL(app.page.url())
  await app.page.goto('about:blank')
  await app.page.goto(`${address.origin}/#token=guessed`)
  await expect(app.page.getByText('This address lacks the key of the running program.')).toBeVisible()
})
