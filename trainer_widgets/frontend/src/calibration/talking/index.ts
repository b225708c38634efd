export type { TalkingHost, TalkingWelcome } from "./host";
export { TALKING_KEYS } from "./keys";
export { Talking } from "./talking";
