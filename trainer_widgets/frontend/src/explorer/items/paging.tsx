import { Button } from "../../kit/button";
import { count } from "../formats";

export interface PagingProps {
  offset: number;
  limit: number;
  n: number;
  onOffset(offset: number): void;
}

/** "21–40 of 1,204", and the pages before and after. */
export function Paging({ offset, limit, n, onOffset }: PagingProps) {
  const last = Math.min(n, offset + limit);
  const first = Math.min(offset + 1, last);
  return (
    <div class="tw-items-paging">
      <span role="status" aria-label="Items shown">
        <bdi dir="ltr">{n ? `${count(first)}–${count(last)} of ${count(n)}` : "0 items"}</bdi>
      </span>
      {(n > limit || offset > 0) && (
        <>
          <Button
            name="Previous"
            look="quiet"
            aria-label="Previous items"
            disabled={offset === 0}
            onClick={() => onOffset(Math.max(0, offset - limit))}
          />
          <Button
            name="Next"
            look="quiet"
            aria-label="Next items"
            disabled={last >= n}
            onClick={() => onOffset(offset + limit)}
          />
        </>
      )}
    </div>
  );
}
