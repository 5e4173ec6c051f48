import { useView } from '../view';

/** Offered by the script where the browser can do it; without a script it is not there, and texts go as before. */
export function PushOffer() {
  const { t } = useView();
  return (
    <div id="push" class="quiet" hidden data-on={t.pushOn} data-failed={t.pushFailed}>
      <p>{t.pushOffer}</p>
      <button type="button" class="second">
        {t.pushAgree}
      </button>
      <p role="status" />
    </div>
  );
}
