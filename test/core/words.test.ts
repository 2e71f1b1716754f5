import { wordsOf } from "../../core";

describe("wordsOf", () => {
  it.each([
    ["/codebuild/pulumi-token", ["codebuild", "pulumi", "token"]],
    ["appDevRole", ["app", "dev", "role"]],
    ["HTTPServer", ["http", "server"]],
    ["", []],
  ])("of %s", (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});
