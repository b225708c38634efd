import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Two cores: one worker for the tests, one for whatever runs beside them.
    maxWorkers: 2,
  },
});
