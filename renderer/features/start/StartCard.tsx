import FolderOpen from 'lucide-solid/icons/folder-open'
import { For, type JSX, Show } from 'solid-js'
import { type Shell, sourceOf } from '../../state/create-shell.ts'
import { momentText } from '../../text/time-text.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import './start.css'

/** How to get a project: a folder, a data set, a project's file, the sample, or one that was open before. */
export function StartCard(props: {
  readonly shell: Shell
  /** One of them was chosen. */
  readonly onChosen?: () => void
}): JSX.Element {
  const choose = (work: () => Promise<void>): void => {
    props.onChosen?.()
    void work()
  }
  const openFolder = async (): Promise<void> => {
    const path = await props.shell.chooseFolder('open')
    if (path !== null) await props.shell.open({ kind: 'folder', path })
  }
  return (
    <>
      <div class="start-buttons">
        <Button variant="primary" icon={<FolderOpen />} onPress={() => choose(openFolder)}>
          {t('action.open-folder')}
        </Button>
        <Button onPress={() => choose(() => props.shell.openForImport())}>{t('import.start')}</Button>
        <Button onPress={() => choose(() => props.shell.chooseProjectFile())}>{t('action.open-project-file')}</Button>
        <Button onPress={() => choose(() => props.shell.open({ kind: 'sample' }))}>{t('action.open-sample')}</Button>
      </div>
      <p class="muted">{t('import.start.hint')}</p>
      <RecentList shell={props.shell} onChosen={choose} />
    </>
  )
}

function RecentList(props: {
  readonly shell: Shell
  readonly onChosen: (work: () => Promise<void>) => void
}): JSX.Element {
  const recent = () => props.shell.info()?.recent ?? []
  const facts = ({ images, done, usedAt }: ReturnType<typeof recent>[number]): string =>
    [
      count('folder.images', images),
      ...(done === undefined || images === 0 ? [] : [t('start.done', { percent: Math.floor((100 * done) / images) })]),
      t('start.used', { at: momentText(usedAt) }),
    ].join(t('list.comma'))
  return (
    <Show when={recent().length > 0}>
      <h2>{t('start.recent')}</h2>
      <ul class="folder-list">
        <For each={recent()}>
          {(project) => (
            <li>
              <button
                type="button"
                class="recent-row"
                title={project.path}
                onClick={() =>
                  props.onChosen(() => props.shell.open(sourceOf(project.path, props.shell.info()?.samplePath ?? '')))
                }
              >
                <span class="recent-name clip">{project.name}</span>
                <span class="recent-facts numbers clip">{facts(project)}</span>
                <span class="recent-path mono clip">{project.path}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
