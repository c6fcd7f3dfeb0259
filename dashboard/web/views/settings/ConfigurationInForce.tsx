import { useMemo, useState } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { Empty } from '../../parts/Empty.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { Tag } from '../../parts/Tag.js';
import { settingText } from './setting-text.js';

/** Every setting with where it comes from. It is changed in the file, not here. */
export function ConfigurationInForce() {
  const { data, error, refetch } = useAnswer('/api/v1/settings');
  const [words, setWords] = useState('');
  const found = useMemo(
    () =>
      data?.keys.filter(({ key, value }) =>
        `${key} ${settingText(value)}`.toLowerCase().includes(words.trim().toLowerCase()),
      ),
    [data, words],
  );
  return (
    <Panel
      title="Configuration in force"
      count={found?.length}
      hint="Read-only: it is changed in the file or by variables, and holds from the next start. Secrets never leave the server."
      aside={
        <input
          type="search"
          aria-label="Find a setting"
          placeholder="Find a setting"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      }
    >
      {data === undefined && error !== null && (
        <Failed what="The configuration" error={error} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading lines={8} />}
      {found?.length === 0 && <Empty title="No such setting" />}
      {found !== undefined && found.length > 0 && (
        <dl className="settings">
          {found.map(({ key, value, source }) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd className="num">{settingText(value)}</dd>
              <dd className="setting-source">
                {source === 'default' ? <span className="quiet">default</span> : <Tag tone="accent">{source}</Tag>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
