// Makes api/static/world.svg, the outline map: npm install world-atlas@2 topojson-client@3 topojson-simplify@3
// && node tools/world.mjs > api/static/world.svg
//
// The outlines are Natural Earth's, 1:50 million, which are in the public domain; small turns of them are left out. One
// unit is a hundredth of a degree, to the east and to the south.

import { readFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const KEPT = 0.35;

const atlas = new URL(import.meta.resolve("world-atlas/countries-50m.json"));
const detailed = presimplify(JSON.parse(readFileSync(atlas, "utf-8")));
const world = simplify(detailed, quantile(detailed, KEPT));

/** A line as a path of steps from point to point. */
function path(points) {
  const [[x, y], ...rest] = points.map(([east, north]) => [Math.round(east * 100), Math.round(-north * 100)]);
  let at = [x, y];
  const steps = rest.map((to) => {
    const step = `${to[0] - at[0]} ${to[1] - at[1]}`;
    at = to;
    return step;
  });
  const taken = steps.filter((step) => step !== "0 0");
  return taken.length ? `M${x} ${y}l${taken.join(" ")}` : "";
}

const shapes = feature(world, world.objects.land).features ?? [feature(world, world.objects.land)];
const polygons = shapes.flatMap(({ geometry: of }) => (of.type === "Polygon" ? [of.coordinates] : of.coordinates));
const rings = polygons.flat().map(path).filter(Boolean);
const land = rings.map((line) => `${line}z`).join("");
const borders = mesh(world, world.objects.countries, (one, other) => one !== other).coordinates.map(path).join("");

console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-18000 -9000 36000 18000">
<g id="world">
<path vector-effect="non-scaling-stroke" d="${land}"/>
<path fill="none" vector-effect="non-scaling-stroke" d="${borders}"/>
</g>
</svg>`);
