/** One of the numbered errors of the pipeline catalogue, and by which findings it shows. */
export interface PipelineError {
  number: number;
  /** Requirement ids, any of which is enough. */
  requirements: readonly string[];
  /** The types of resource that the finding has to be on, where the id alone says too little. */
  types?: RegExp;
  /** The keys of the findings that are about it, where several errors share a requirement. */
  keys?: RegExp;
}

const error = (
  number: number,
  requirements: string,
  narrower: Pick<PipelineError, "types" | "keys"> = {},
): PipelineError => ({
  number,
  requirements: requirements.split(" "),
  ...narrower,
});

/** The 28 errors of the pipeline catalogue. Where an error has several requirements, the one that is about it alone. */
export const pipelineErrors: readonly PipelineError[] = [
  error(1, "GOV-01"),
  error(2, "STO-07"),
  error(3, "LOG-11"),
  error(4, "LOG-09"),
  error(5, "PIP-01"),
  error(6, "STO-06"),
  error(7, "STO-03"),
  error(8, "STO-01"),
  error(9, "STO-05"),
  error(10, "STO-04"),
  error(11, "GOV-02"),
  error(12, "SEC-01"),
  error(13, "SEC-02 SEC-03", { types: /^aws:ssm\// }),
  error(14, "IAM-01"),
  error(15, "IAM-02"),
  error(16, "PIP-02", { keys: /^(phase|install|pre_build):/ }),
  error(17, "PIP-02", { keys: /^run:/ }),
  error(18, "PIP-03"),
  error(19, "PIP-04"),
  error(20, "PIP-05"),
  error(21, "LOG-08"),
  error(22, "PIP-06"),
  error(23, "PIP-07"),
  error(24, "SEC-02 SEC-03 PIP-08", { types: /^aws:codepipeline\//, keys: /OAuthToken/ }),
  error(25, "PIP-09"),
  error(26, "GOV-03"),
  error(27, "GOV-05"),
  error(28, "GOV-04"),
];

/** The errors that show in a list of findings. */
export function errorsFound(
  findings: readonly { type: string; requirements: readonly string[]; key: string }[],
): readonly PipelineError[] {
  return pipelineErrors.filter((error) =>
    findings.some(
      ({ type, requirements, key }) =>
        requirements.some((id) => error.requirements.includes(id)) &&
        (error.types?.test(type) ?? true) &&
        (error.keys?.test(key) ?? true),
    ),
  );
}
