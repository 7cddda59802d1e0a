import './styles/tokens.css'
import './styles/base.css'
import './styles/notes.css'

import { createSignal, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { type ErrorData, toAppError } from '../shared/errors.ts'
import { App } from './App.tsx'
import { createDexieStore } from './db/dexie-store.ts'
import { databaseName } from './db/schema.ts'
import { ConnectScreen } from './features/start/ConnectScreen.tsx'
import { connectToMain, type MainConnection } from './rpc.ts'
import { openKeyValueStore } from './state/create-stored.ts'
import { titleWhenCut } from './ui/title-when-cut.ts'

const [connection, setConnection] = createSignal<MainConnection | null>(null)
const [problem, setProblem] = createSignal<ErrorData | null>(null)
const [lost, setLost] = createSignal(false)

connectToMain()
  .then((made) => {
    void made.lost.then(() => setLost(true))
    setConnection(made)
  })
  .catch((thrown: unknown) => setProblem(toAppError(thrown).toData()))

titleWhenCut()

const place = document.getElementById('app')
if (place) {
  render(
    () => (
      <Show when={connection()} fallback={<ConnectScreen problem={problem()} />}>
        {(made) => (
          <App
            client={made().client}
            lost={lost}
            openStore={(project) => createDexieStore(databaseName(project.id))}
            keyValues={openKeyValueStore()}
          />
        )}
      </Show>
    ),
    place,
  )
}
