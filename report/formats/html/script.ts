/** The page's script: filters, links into them, and print. It only hides what is there; the page is whole without it. */
export const SCRIPT = String.raw`"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("search");
  const control = document.getElementById("control");
  const shown = document.getElementById("shown");
  const groups = [...document.querySelectorAll(".group")].map((element) => ({
    element,
    count: element.querySelector(".count"),
    policies: [...element.querySelectorAll(".policy")].map((policy) => {
      const { category, severity, controls } = policy.dataset;
      const lists = [...policy.querySelectorAll(".same-fix")].map((list) => {
        const advice = list.querySelector(".advice");
        return {
          element: list,
          advice: advice ? advice.textContent : "",
          findings: [...list.querySelectorAll(".finding")],
        };
      });
      const text = [policy.dataset.policy, policy.querySelector("h4"), policy.querySelector(".facts")]
        .map((part) => (typeof part === "string" ? part : part.textContent))
        .join(" ");
      return { element: policy, text, category, severity, controls: controls.split("|"), lists };
    }),
  }));
  const total = document.querySelectorAll(".finding").length;
  const texts = new WeakMap();

  function textOf(finding, list, policy) {
    let text = texts.get(finding);
    if (text === undefined) {
      text = [finding.textContent, finding.dataset.stack, finding.dataset.id, list.advice, policy.text]
        .join(" ")
        .toLowerCase();
      texts.set(finding, text);
    }
    return text;
  }

  function chosen(name) {
    const boxes = form.querySelectorAll('input[name="' + name + '"]:checked');
    return new Set([...boxes].map((box) => box.value));
  }

  function allows(set, value) {
    return set.size === 0 || set.has(value);
  }

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const states = chosen("state");
    const severities = chosen("severity");
    const levels = chosen("level");
    const categories = chosen("category");
    const stacks = chosen("stack");
    let all = 0;
    for (const group of groups) {
      let inGroup = 0;
      for (const policy of group.policies) {
        const fits =
          allows(categories, policy.category) &&
          allows(severities, policy.severity) &&
          (control.value === "" || policy.controls.includes(control.value));
        let inPolicy = 0;
        for (const list of policy.lists) {
          let inList = 0;
          for (const finding of list.findings) {
            const { state, level, stack } = finding.dataset;
            const fitsToo =
              fits &&
              allows(states, state) &&
              allows(levels, level) &&
              allows(stacks, stack) &&
              (words.length === 0 || words.every((word) => textOf(finding, list, policy).includes(word)));
            finding.hidden = !fitsToo;
            inList += fitsToo ? 1 : 0;
          }
          list.element.hidden = inList === 0;
          inPolicy += inList;
        }
        policy.element.hidden = inPolicy === 0;
        inGroup += inPolicy;
      }
      group.element.hidden = inGroup === 0;
      group.count.textContent = String(inGroup);
      all += inGroup;
    }
    shown.textContent =
      all === total ? all + (all === 1 ? " finding" : " findings") : all + " of " + total + " findings";
  }

  let waiting;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  }

  search.addEventListener("input", later);
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    apply();
    document.getElementById("findings-title").focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link) {
      return;
    }
    const { filter, value } = link.dataset;
    form.reset();
    if (filter === "search") {
      search.value = value;
    } else if (filter === "control") {
      control.value = value;
    } else {
      for (const box of form.querySelectorAll('input[name="' + filter + '"]')) {
        box.checked = box.value === value;
      }
    }
    clearTimeout(waiting);
    // After the reset's own turn.
    setTimeout(() => {
      apply();
      document.getElementById("findings-title").focus();
    });
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)));

  form.hidden = false;
  // A browser that goes back fills in what was chosen.
  addEventListener("pageshow", apply);
})();
`;
