/** What the lead ruled, or a reviewer wrote, above an item that came back with it. */
export function LeadNote({ note }: { note: string | null }) {
  if (!note) return null;
  return (
    <div class="tw-notice tw-lead-note" role="note">
      <strong>This came back to you:</strong>
      <p dir="auto">{note}</p>
    </div>
  );
}
