/**
 * Where findings are in the program's text. In this order, and never a line that was made up:
 *  1. what the engine said (`sourcePosition` of a preview's JSON or a state);
 *  2. the one place where the resource's constructor is called with its quoted name, or its key in a YAML program;
 *  3. the one place in the program where the name is quoted at all;
 *  4. for a child of a component: the one place where that component is made with a name that the child's begins with;
 *  5. the project's file, line 1, where a format needs a place.
 */
import { existsSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { load } from "js-yaml";
import { isObject } from "../library";
import type { Finding, Report, SourcePosition } from "./model";
import { entriesOf, mentionsIn, PROJECT_FILES, readText, type Mention } from "./program";
import { partsOfUrn } from "./urn";

/** A report with the places of resources that the engine did not say and the program's text does. */
export function locate(report: Report, folder: string): Report {
  const projects = new Set(
    report.stacks.filter(({ findings }) => findings.some(needsPlace)).map(({ project }) => project),
  );
  if (projects.size === 0) {
    return report;
  }
  const roots = findProjects(folder);
  const programs = new Map<string, Program>();
  for (const project of projects) {
    const root = roots.get(project);
    if (root) {
      const findings = report.stacks.filter((one) => one.project === project).flatMap((one) => one.findings);
      programs.set(project, new Program(root.folder, findings.filter(needsPlace)));
    }
  }
  const stacks = report.stacks.map((stack) => {
    const program = programs.get(stack.project);
    return program ? { ...stack, findings: stack.findings.map((one) => program.placed(one)) } : stack;
  });
  return { ...report, stacks };
}

/** Findings of the stack as a whole have no place but the project's file. */
function needsPlace({ position, type, name }: Finding): boolean {
  return position === undefined && name !== "" && type !== "pulumi:pulumi:Stack";
}

/** One project's text. */
class Program {
  private readonly mentions: ReadonlyMap<string, readonly Mention[]>;
  private readonly places = new Map<string, SourcePosition | undefined>();

  constructor(root: string, findings: readonly Finding[]) {
    this.mentions = mentionsIn(
      root,
      new Set(findings.flatMap(({ urn, name }) => [name, ...namesOfParents(urn, name)])),
    );
  }

  placed(finding: Finding): Finding {
    if (!needsPlace(finding)) {
      return finding;
    }
    const { urn } = finding;
    if (!this.places.has(urn)) {
      this.places.set(urn, this.placeOf(finding));
    }
    const position = this.places.get(urn);
    return position ? { ...finding, position } : finding;
  }

  private placeOf({ urn, type, name }: Finding): SourcePosition | undefined {
    const mentions = this.mentions.get(name) ?? [];
    const own = mentions.filter((one) => makes(one, type));
    if (own.length > 0) {
      return only(own);
    }
    const parents = partsOfUrn(urn)?.parents ?? [];
    const others = mentions.filter((one) => !makesAnother(one, parents));
    return others.length > 0 ? only(others) : this.placeOfParent(parents, namesOfParents(urn, name));
  }

  private placeOfParent(parents: readonly string[], names: readonly string[]): SourcePosition | undefined {
    for (const name of names) {
      const made = (this.mentions.get(name) ?? []).filter((one) => parents.some((type) => makes(one, type)));
      if (made.length > 0) {
        return only(made);
      }
    }
    return undefined;
  }
}

function only(mentions: readonly Mention[]): SourcePosition | undefined {
  const [first, second] = mentions;
  return first && !second ? { file: first.file, line: first.line, column: first.column } : undefined;
}

/** Whether it is the constructor's call of a type, such as `new aws.s3.Bucket("logs")` for `aws:s3/bucket:Bucket`. */
function makes({ callee, yamlType }: Mention, type: string): boolean {
  // YAML programs may leave the middle part out, or its second half.
  const [pack, module = "", name] = type.split(":");
  const isYaml =
    yamlType === type || yamlType === `${pack}:${module.split("/")[0]}:${name}` || yamlType === `${pack}:${name}`;
  return yamlType === undefined ? callee === classOf(type) : isYaml;
}

/** Whether a resource of another type is made there, which is not one of the parents. */
function makesAnother(mention: Mention, parents: readonly string[]): boolean {
  const isConstructor = mention.yamlType !== undefined || /^[A-Z]/.test(mention.callee);
  return isConstructor && !parents.some((type) => makes(mention, type));
}

function classOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** What a name begins with, longest first: `orders-eu-objects` of a component is made by `orders-eu` or `orders`. */
function namesOfParents(urn: string, name: string): readonly string[] {
  if (!urn.includes("$")) {
    return [];
  }
  const ends = [...name.matchAll(/[-_.]/g)].map(({ index }) => name.slice(0, index)).filter(Boolean);
  return [...new Set(ends)].reverse();
}

/** A folder with a project's file. */
interface ProjectRoot {
  readonly folder: string;
  readonly file: string;
}

/** Folders below the given one that are looked through for projects. */
const MOST_FOLDERS = 2000;

/** The projects in, above and below a folder, by name; those whose name is not unique are left out. */
function findProjects(folder: string): ReadonlyMap<string, ProjectRoot> {
  const all = new Map<string, ProjectRoot[]>();
  const add = (place: string): boolean => {
    const root = projectIn(place);
    const name = root && nameOf(root);
    if (root && name !== undefined) {
      all.set(name, [...(all.get(name) ?? []), root]);
    }
    return root !== undefined;
  };
  for (let above = folder; !add(above) && !isRepository(above) && dirname(above) !== above;) {
    above = dirname(above);
  }
  let folders = below(folder);
  for (let count = 0; folders.length > 0 && count < MOST_FOLDERS; count += folders.length) {
    folders.forEach(add);
    folders = folders.flatMap(below);
  }
  return new Map([...all].flatMap(([name, [first, second]]) => (first && !second ? [[name, first] as const] : [])));
}

function below(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
    .map(({ name }) => join(folder, name));
}

function projectIn(folder: string): ProjectRoot | undefined {
  const file = PROJECT_FILES.find((name) => existsSync(join(folder, name)));
  return file === undefined ? undefined : { folder, file };
}

function nameOf({ folder, file }: ProjectRoot): string | undefined {
  try {
    const project = load(readText(join(folder, file)));
    return isObject(project) && typeof project["name"] === "string" ? project["name"] : undefined;
  } catch {
    return undefined;
  }
}

function isRepository(folder: string): boolean {
  return existsSync(join(folder, ".git"));
}

/** A place in a repository, for tools that show its files. */
export interface Place {
  /** Relative to the root of the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** False for the project's file, which stands in for a place that nobody knows. */
  readonly isExact: boolean;
}

/** Places relative to the repository that holds the projects: what code hosts ask for. Without one, to the folder itself. */
export class Repository {
  private readonly roots: ReadonlyMap<string, ProjectRoot>;
  private readonly bases = new Map<string, Base>();

  constructor(private readonly folder: string) {
    this.roots = findProjects(folder);
  }

  /** Where the resource of a finding is made; the project's file where that is not known, or outside of the repository. */
  placeOf({ project, position }: Pick<Finding, "project" | "position">): Place {
    const base = this.baseOf(project);
    const file = position && posix.join(base.path, position.file);
    return position && file !== undefined && !file.startsWith("../")
      ? { ...position, file, isExact: true }
      : { file: base.file, line: 1, isExact: false };
  }

  /** Whether the project's file was found, so that places can be relied on. */
  knows(project: string): boolean {
    return this.roots.has(project);
  }

  /** Of a project that is not here, the folder itself is all that can be said. */
  private baseOf(project: string): Base {
    const known = this.bases.get(project);
    if (known) {
      return known;
    }
    const root = this.roots.get(project) ?? projectIn(this.folder);
    const path = pathInRepository(root?.folder ?? this.folder, this.folder);
    const base = { path, file: posix.join(path, root?.file ?? PROJECT_FILES[0]) };
    this.bases.set(project, base);
    return base;
  }
}

/** A project's folder and file in the repository. */
interface Base {
  readonly path: string;
  readonly file: string;
}

/** The path of a folder from the root of its repository, with `/`; from another folder that it is in, where it is in none. */
function pathInRepository(folder: string, other: string): string {
  for (let above = folder; ; above = dirname(above)) {
    if (isRepository(above)) {
      return relative(above, folder).split(sep).join("/");
    }
    if (dirname(above) === above) {
      const path = relative(other, folder).split(sep).join("/");
      return path.startsWith("..") ? "" : path;
    }
  }
}
