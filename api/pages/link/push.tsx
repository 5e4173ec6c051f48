import { endPush } from '../../commands';
import { Submit } from '../components';
import { PhonePage } from '../layout';
import { keyOf } from '../show';
import { useView } from '../view';
import { LinkForm } from './form';
import type { Matter } from './matter';

/** Opened from the text that says that a browser is told first: ends it, also where that browser is somebody else's. */
export const pushMatter: Matter = {
  async see(ctx, link, view) {
    const browsers = await ctx.db.pushSubscription.count({ where: { userId: link.userId, goneAt: null } });
    if (browsers === 0) return { kind: 'over', said: view.t.pushEnded };
    return { kind: 'open', page: () => <PushPage browsers={browsers} /> };
  },

  async answer(ctx, actor, _link, req, view) {
    const result = await endPush(ctx, actor, {}, keyOf(req));
    return { result, said: view.t.pushEnded, served: true };
  },
};

function PushPage({ browsers }: { browsers: number }) {
  const { t } = useView();
  return (
    <PhonePage title={t.pushTitle}>
      <p>{t.pushWhere(browsers)}</p>
      <LinkForm>
        <div>
          <Submit>{t.pushEnd}</Submit>
        </div>
      </LinkForm>
    </PhonePage>
  );
}
