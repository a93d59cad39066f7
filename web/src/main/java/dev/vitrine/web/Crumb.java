package dev.vitrine.web;

/**
 * One ancestor in the path of a page.
 *
 * @param name as text, printable
 * @param href relative to the page, percent-encoded
 */
public record Crumb(String name, String href) {}
