import { shortened } from "./values";

interface ChooserProps {
  /** The accessible name. */
  name: string;
  value: string;
  /** What stands for the empty value. */
  none: string;
  options: readonly string[];
  onChoose(value: string): void;
}

/** One of several names that anybody may have written, or none of them. */
export function Chooser({ name, value, none, options, onChoose }: ChooserProps) {
  return (
    <select
      aria-label={name}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{none}</option>
      {options.map((one) => (
        <option key={one} value={one}>
          {shortened(one)}
        </option>
      ))}
    </select>
  );
}
