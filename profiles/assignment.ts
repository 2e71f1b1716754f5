import { nearest, policies, type JsonSchema } from "../library";
import { unknownPolicy } from "./check";
import { unknownName } from "./schema-problems";
import { ALL, LEVELS } from "./settings-file";

/** What `policy=level` or `policy.option=value` sets, or what is wrong with it. Whether the value fits is not its concern. */
export function parseAssignment(
  text: string,
): { readonly settings: Readonly<Record<string, unknown>> } | { readonly problem: string } {
  const [, name = "", option, value = ""] = /^([^.=]+)(?:\.([^=]+))?=(.*)$/s.exec(text) ?? [];
  if (name === "") {
    return { problem: "write policy=level or policy.option=value" };
  }
  const policy = policies.find(({ facts }) => facts.name === name);
  if (!policy && name !== ALL) {
    const { what, fix } = unknownPolicy([], name);
    return { problem: `${what}. ${fix}` };
  }
  if (option === undefined || option === "enforcementLevel") {
    return levelSetting(name, value);
  }
  const schema = policy && Object.hasOwn(policy.options, option) ? policy.options[option]?.schema : undefined;
  if (!schema) {
    const { what, fix } = unknownName(option, Object.keys(policy?.options ?? {}), [], "option");
    return { problem: `${what} of ${name}. ${fix}` };
  }
  return { settings: { [name]: { [option]: valueOf(value, schema) } } };
}

function levelSetting(name: string, value: string): ReturnType<typeof parseAssignment> {
  if (LEVELS.some((level) => level === value)) {
    return { settings: { [name]: { enforcementLevel: value } } };
  }
  const near = nearest(value, LEVELS);
  return {
    problem: `"${value}" is no enforcement level; ${near ? `did you mean "${near}"?` : `there are ${LEVELS.join(", ")}`}`,
  };
}

/** A text stays as it is, a list may be written a,b,c; everything else is JSON, and what is none stays a text for the check to refuse. */
function valueOf(text: string, { type }: JsonSchema): unknown {
  if (type === "string") {
    return text;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return type === "array" && !text.startsWith("[") ? text.split(",").map((item) => item.trim()) : text;
  }
}
