import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "node_modules/**",
      "coverage/**",
      "aws/data/**",
      "profiles/data/**",
      "examples/**",
      "test/programs/**",
      ".stryker-tmp/**",
      "reports/**",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: import.meta.dirname,
        projectService: { allowDefaultProject: ["*.mjs", "*.js"] },
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: ["error", "always"],
    },
  },
  { files: ["**/*.mjs", "**/*.js"], ...tseslint.configs.disableTypeChecked },
  { files: ["test/e2e/**/*.js"], languageOptions: { globals: { module: true } } },
  {
    files: ["test/mutation/*.mjs"],
    languageOptions: { globals: { process: true, performance: true, setImmediate: true, structuredClone: true } },
  },
  {
    // The engine hands over what it likes: only core reads it.
    files: ["policies/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@pulumi/*"], message: "Policies see resources through core and aws only." }] },
      ],
    },
  },
);
