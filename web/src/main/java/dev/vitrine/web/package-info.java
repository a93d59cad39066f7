/**
 * Pages: what they show, as records of plain text; their templates; their styles. Depends on nothing of Vitrine's own. Whoever fills a page
 * percent-encodes its links and makes its names printable; the templates escape everything for HTML.
 */
@NullMarked
package dev.vitrine.web;

import org.jspecify.annotations.NullMarked;
