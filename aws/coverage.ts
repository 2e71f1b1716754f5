import { sizeOfPrefix } from "./cidr";
import { SHORTEST_PREFIX, type ShortestPrefix, type Span } from "./ranges";

/** Which addresses spans hold together while they come and go; quick for ten thousand of them. */
export class Coverage {
  private readonly ofKind: Readonly<Record<Span["kind"], Tree>>;

  /** For these spans and no others. */
  constructor(spans: readonly Span[]) {
    const treeOf = (kind: Span["kind"]): Tree => new Tree(spans.filter((one) => one.kind === kind));
    this.ofKind = { ipv4: treeOf("ipv4"), ipv6: treeOf("ipv6") };
  }

  add(spans: readonly Span[]): void {
    spans.forEach((span) => this.ofKind[span.kind].change(span, 1));
  }

  remove(spans: readonly Span[]): void {
    spans.forEach((span) => this.ofKind[span.kind].change(span, -1));
  }

  /** Whether what was added and not removed is larger than a range of the shortest prefix. */
  isLarge(shortest: ShortestPrefix = SHORTEST_PREFIX): boolean {
    const { ipv4, ipv6 } = this.ofKind;
    return (
      ipv4.count >= sizeOfPrefix("ipv4", shortest.ipv4 - 1) || ipv6.count >= sizeOfPrefix("ipv6", shortest.ipv6 - 1)
    );
  }
}

/** Places in the order of the bounds of spans: from one to before the other. */
type Section = readonly [number, number];

/** A tree over the bounds of spans. Each node knows how many addresses of its section are held. */
class Tree {
  private readonly bounds: readonly bigint[];
  private readonly places: ReadonlyMap<bigint, number>;
  /** How many spans hold the whole section of a node; those that hold a part of it are counted below. */
  private readonly times: number[] = [];
  private readonly held: bigint[] = [];

  constructor(spans: readonly Span[]) {
    const bounds = new Set(spans.flatMap(({ first, last }) => [first, last + 1n]));
    this.bounds = [...bounds].sort((a, b) => (a < b ? -1 : 1));
    this.places = new Map(this.bounds.map((bound, place) => [bound, place]));
  }

  get count(): bigint {
    return this.held[1] ?? 0n;
  }

  change({ first, last }: Span, by: 1 | -1): void {
    const [from, to] = [this.places.get(first), this.places.get(last + 1n)];
    if (from !== undefined && to !== undefined) {
      this.update(1, [0, this.bounds.length - 1], [from, to], by);
    }
  }

  private update(node: number, section: Section, span: Section, by: 1 | -1): void {
    const [[low, high], [from, to]] = [section, span];
    if (to <= low || high <= from) {
      return;
    }
    if (from <= low && high <= to) {
      this.times[node] = (this.times[node] ?? 0) + by;
    } else {
      const middle = (low + high) >> 1;
      this.update(2 * node, [low, middle], span, by);
      this.update(2 * node + 1, [middle, high], span, by);
    }
    const below = (this.held[2 * node] ?? 0n) + (this.held[2 * node + 1] ?? 0n);
    this.held[node] = (this.times[node] ?? 0) > 0 ? this.boundAt(high) - this.boundAt(low) : below;
  }

  private boundAt(place: number): bigint {
    return this.bounds[place] ?? 0n;
  }
}
