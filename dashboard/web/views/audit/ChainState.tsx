import { useAnswer } from '../../api/use-answer.js';
import { Age } from '../../parts/Age.js';
import { Failed } from '../../parts/Failed.js';
import { Tag } from '../../parts/Tag.js';

/** The server looks every five seconds. */
const OLD_MS = 60_000;
const count = (entries: number): string => entries.toLocaleString('en-US');

/** Whether the audit log is whole: every entry carries the hash of the one before. */
export function ChainState() {
  const { data, error, refetch } = useAnswer('/api/v1/audit', { everyMs: 5_000 });
  if (data === undefined) {
    return error === null ? null : (
      <Failed what="The state of the audit chain" error={error} retry={() => void refetch()} />
    );
  }
  switch (data.kind) {
    case 'checking':
      return (
        <p className="chain">
          <Tag>checking the chain</Tag> {count(data.entries)} of {count(data.of)} entries are in order so far
        </p>
      );
    case 'verified':
      return (
        <p className="chain">
          <Tag tone="good">chain whole</Tag> {count(data.entries)} entries, verified{' '}
          <Age at={data.checkedAt} oldAfterMs={OLD_MS} />
          <br />
          <span className="quiet">
            Head <code className="chain-head">{data.head}</code>
            {data.unsealed > 0 && <> · {count(data.unsealed)} wait for their place in it</>}
          </span>
        </p>
      );
    case 'broken':
      return (
        <p className="chain chain-broken" role="alert">
          <Tag tone="bad">chain broken</Tag> Entry {count(data.entry)} was {data.what}: {data.reason}.{' '}
          <Age at={data.checkedAt} oldAfterMs={OLD_MS} />
          <br />
          <code>npm run cli -- audit verify</code> says what else differs.
        </p>
      );
  }
}
