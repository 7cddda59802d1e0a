import { resolve } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { browserArgs, chromiumPath } from './e2e/fixtures/runtimes.ts'

const { argv } = process
const projects = argv.filter((word, at) => word.startsWith('--project=') || argv[at - 1] === '--project')
const wantsBrowser = projects.length === 0 || projects.some((word) => word.includes('browser'))

export default defineConfig({
  test: {
    projects: [
      {
        // Plain Node would pick Solid's server build, in which nothing is reactive.
        resolve: {
          alias: [
            { find: /^solid-js$/, replacement: resolve(import.meta.dirname, 'node_modules/solid-js/dist/solid.js') },
            {
              find: /^solid-js\/store$/,
              replacement: resolve(import.meta.dirname, 'node_modules/solid-js/store/dist/store.js'),
            },
          ],
        },
        test: {
          name: 'node',
          testTimeout: 30_000,
          retry: process.env.CI ? 1 : 0,
          environment: 'node',
          env: { ORT_DISABLE_TELEMETRY: '1' },
          server: { deps: { inline: [/solid-js/] } },
          include: ['{shared,scenes,electron,renderer,bench}/**/*.test.ts', 'e2e/walls/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [solid()],
        // Named ahead, so that no library is met halfway through and then loaded twice (ProseMirror refuses that).
        optimizeDeps: {
          include: [
            'prosemirror-model',
            'prosemirror-state',
            'prosemirror-view',
            'prosemirror-keymap',
            'prosemirror-history',
            'konva',
            'valibot',
            'immer',
            'flatbush',
            'dexie',
            '@observablehq/plot',
          ],
        },
        test: {
          name: 'browser',
          testTimeout: 30_000,
          retry: process.env.CI ? 1 : 0,
          include: ['renderer/**/*.browser.test.ts', 'renderer/**/*.browser.test.tsx'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: wantsBrowser ? await chromiumPath() : '',
                args: browserArgs,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
