import type { ClubCard } from '../../queries';
import { Tag } from '../components';
import { useView } from '../view';

/** Whether the members come, beside what it is held against. */
export function Regular({ club: { attendance, unreported } }: { club: ClubCard }) {
  const { t } = useView();
  const { percent, regular, members, reached } = attendance;
  return (
    <>
      {percent === null ? (
        <span class="quiet">{t.noMeetingsYet}</span>
      ) : (
        <Tag tone={reached ? 'good' : 'warn'}>{`${percent} % (${regular}/${members})`}</Tag>
      )}
      {unreported > 0 && <span class="quiet block">{t.unreportedCount(unreported)}</span>}
    </>
  );
}
