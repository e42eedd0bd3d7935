// The rules of markup that every page is held to.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Browsers read both; the pages write lower case throughout.
    "doctype-style": ["error", { style: "lowercase" }],
    // Ids of ours begin with `_`, so that none meets the id of a person's document, which may not.
    "valid-id": ["error", { relaxed: true }],
    // On a phone tables are laid out as cards; the roles keep them tables for those who listen.
    "no-redundant-role": "off",
    // Titles are a person's own words.
    "long-title": "off",
    // Text of templates, which is as well compressed.
    "no-trailing-whitespace": "off",
    // The filters of the Statement of Applicability act by style at once; there is nothing to send.
    "wcag/h32": "off",
  },
};
