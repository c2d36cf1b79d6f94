import { useStore } from '../lifter-context.ts';
import { unreadWords } from '../errors/unread-words.ts';
import { QuietButton } from './quiet-button.tsx';

/** Says which rows this version does not understand, and offers the update. */
export function UnreadNotice() {
  const sentence = unreadWords(useStore().unread);
  return (
    // it exists before its text, so a screen reader announces the text
    <div role="status">
      {sentence !== '' && (
        <div className="notice notice-away">
          <p>{sentence}</p>
          <QuietButton onClick={() => location.reload()}>Update</QuietButton>
        </div>
      )}
    </div>
  );
}
