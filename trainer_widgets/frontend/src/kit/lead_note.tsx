/** What the lead said, above an item that came back with it. */
export function LeadNote({ note }: { note: string | null }) {
  if (!note) return null;
  return (
    <div class="tw-notice tw-lead-note" role="note">
      <strong>Your lead on this item:</strong>
      <p dir="auto">{note}</p>
    </div>
  );
}
