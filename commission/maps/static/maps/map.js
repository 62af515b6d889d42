// The map in place of the drawn one: the same marks on a ground that can be moved and looked at
// closer. Whatever fails on the way, the drawn map and the list stay as they are. Nothing moves by
// itself, and nothing is asked of any server but this one.
/* global L, Supercluster */
const TOGETHER = 46; // pixels within which marks become one
const NEAR = 7; // the zoom of one place on the plain ground
const STREETS = 15; // the same where there are tiles
const LEAST = 24; // pixels from the middle of an area to its edge
const AREAS = 200; // more areas in view are not told apart

// Leaflet cancels a tile by giving it an inline picture, which the policy of this site forbids.
const Tiles = L.TileLayer.extend({
  _removeTile(key) {
    this._tiles[key]?.el.removeAttribute("src");
    return L.GridLayer.prototype._removeTile.call(this, key);
  },
  _abortLoading() {
    for (const [key, tile] of Object.entries(this._tiles)) {
      if (tile.coords.z === this._tileZoom || tile.el.complete) continue;
      tile.el.onload = tile.el.onerror = null;
      tile.el.removeAttribute("src");
      tile.el.remove();
      delete this._tiles[key];
    }
  },
});

// A pin is a link (or plain text), never Leaflet's own button.
const Sign = L.Icon.extend({
  createIcon() { return this.options.element; },
  createShadow() { return null; },
});

async function json(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

function sign(latlng, element) {
  element.classList.add("leaflet-marker-icon");
  // What is pressed is pressed: the map is not dragged from here.
  L.DomEvent.disableClickPropagation(element);
  return L.marker(latlng, {
    icon: new Sign({ element }), interactive: false, keyboard: false,
  });
}

// The ring of an area and its middle; for a point, itself.
function placeOf(geometry) {
  if (geometry.type === "Point") return { middle: geometry.coordinates, ring: null };
  const ring = geometry.coordinates[0];
  const xs = ring.map((point) => point[0]), ys = ring.map((point) => point[1]);
  const middle = [
    (Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2,
  ];
  return { middle, ring: ring.map(([x, y]) => [y, x]) };
}

class Shown {
  constructor(box, features) {
    this.box = box;
    this.said = box.dataset;
    this.features = features;
    this.places = features.map((one) => (one.geometry ? placeOf(one.geometry) : null));
    this.layers = new Map();
    this.towns = [];
    this.townLayer = L.layerGroup();
    this.deepest = Number(this.said.deepest);
    this.index = new Supercluster({ radius: TOGETHER, maxZoom: this.deepest, extent: 256 });
    this.index.load(this.places.flatMap((place, n) => (place
      ? [{ type: "Feature", properties: { n }, geometry: { type: "Point", coordinates: place.middle } }]
      : [])));
  }

  open() {
    this.live = document.createElement("div");
    this.live.className = "map-live";
    this.live.setAttribute("role", "region");
    this.live.setAttribute("aria-label", this.said.label);
    this.box.append(this.live);
    this.box.classList.add("is-live");
    this.map = L.map(this.live, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: 1,
      maxZoom: this.deepest, zoomAnimation: false, fadeAnimation: false, inertia: false,
      markerZoomAnimation: false, maxBounds: [[-85, -220], [85, 220]],
    });
    // The wheel belongs to the page until somebody is in the map.
    this.map.on("focus", () => this.map.scrollWheelZoom.enable());
    this.map.on("blur", () => this.map.scrollWheelZoom.disable());
    L.control.zoom({ zoomInTitle: this.said.zoomIn, zoomOutTitle: this.said.zoomOut }).addTo(this.map);
    L.control.scale().addTo(this.map);
    this.map.createPane("ground").style.zIndex = 150;
    this.look();
    if (this.said.tiles) {
      new Tiles(this.said.tiles, { maxZoom: this.deepest }).addTo(this.map);
    } else {
      this.townLayer.addTo(this.map);
    }
    this.map.on("moveend", () => this.draw());
    this.draw();
  }

  // Where the map begins: with everything in it, as close as that allows. One place alone is shown
  // with what is known around it.
  look() {
    const known = this.places.filter(Boolean);
    if (!known.length) { this.map.setView([20, 0], 2); return; }
    const all = known.flatMap(({ middle, ring }) => ring ?? [[middle[1], middle[0]]]);
    const bounds = L.latLngBounds(all);
    const around = this.said.tiles ? STREETS : NEAR;
    this.map.fitBounds(bounds, { padding: [28, 28], maxZoom: known.length > 1 ? this.deepest : around });
  }

  ground(world) {
    const shapes = world.features.filter((one) => one.geometry.type !== "Point");
    L.geoJSON(shapes, {
      pane: "ground", interactive: false, renderer: L.svg({ pane: "ground", padding: 0.3 }),
      style: (one) => ({ className: `ground-${one.properties.what}` }),
    }).addTo(this.map);
    this.towns = world.features.filter((one) => one.geometry.type === "Point");
    this.names();
  }

  draw() {
    const bounds = this.map.getBounds().pad(0.2);
    const found = this.index.getClusters(
      [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      this.map.getZoom(),
    );
    const order = (one) => one.properties.n ?? this.features.length + one.id;
    found.sort((one, other) => order(one) - order(other));
    const wanted = new Map(found.map((one) => [this.key(one), one]));
    const focus = this.live.contains(document.activeElement) && document.activeElement !== this.live;
    for (const [key, layer] of this.layers) {
      if (!wanted.has(key)) { layer.remove(); this.layers.delete(key); }
    }
    const areas = found.length <= AREAS;
    for (const [key, one] of wanted) {
      if (!this.layers.has(key)) {
        this.layers.set(key, (one.id ? this.many(one) : this.one(one, areas)).addTo(this.map));
      }
    }
    // What had the focus has become several: it goes on from the map itself.
    if (focus && !this.live.contains(document.activeElement)) this.live.focus({ preventScroll: true });
    this.names();
  }

  // An area is drawn anew at each zoom, because it is never drawn too small to be seen as one.
  key({ id, properties: { n } }) {
    if (id) return `c${id}`;
    return this.places[n].ring ? `m${n}@${this.map.getZoom()}` : `m${n}`;
  }

  one(found, areas) {
    const n = found.properties.n, feature = this.features[n], place = this.places[n];
    const pin = this.pin(feature, n, place);
    const group = L.layerGroup([sign([place.middle[1], place.middle[0]], pin)]);
    if (place.ring && areas) {
      group.addLayer(this.area(place));
    }
    return group;
  }

  area({ middle, ring }) {
    const look = { className: "area", interactive: false };
    const bounds = L.latLngBounds(ring);
    const across = this.map.latLngToLayerPoint(bounds.getNorthEast())
      .distanceTo(this.map.latLngToLayerPoint(bounds.getSouthWest()));
    return across < 2.8 * LEAST
      ? L.circleMarker([middle[1], middle[0]], { ...look, radius: LEAST })
      : L.polygon(ring, look);
  }

  pin({ properties: told }, n, place) {
    const where = this.where(told, n);
    const element = document.createElement(where ? "a" : "span");
    element.className = `pinno ${told.pin}`;
    element.textContent = told.label ?? told.number;
    element.setAttribute("aria-label", this.name(told, place));
    if (where) element.href = where; else element.setAttribute("role", "img");
    return element;
  }

  name(told, place) {
    if (told.name) return told.name;
    const parts = [`${told.number}. ${told.title}`, this.said[told.pin]];
    if (place.ring) parts.push(this.said.rough);
    return parts.join(", ");
  }

  // To its row in the list: on this page, or on the page of the list where it stands.
  where(told, n) {
    if (told.number && document.getElementById(`m${told.number}`)) return `#m${told.number}`;
    const perPage = Number(this.said.perPage);
    if (!told.number || !perPage) return told.address;
    const query = this.said.query ? `${this.said.query}&` : "";
    return `?${query}page=${Math.floor(n / perPage) + 1}#m${told.number}`;
  }

  many(found) {
    const [x, y] = found.geometry.coordinates, count = found.properties.point_count;
    const element = document.createElement("button");
    element.type = "button";
    element.className = "pinno many";
    element.textContent = count;
    element.setAttribute("aria-label", this.said.many.replace("{n}", count));
    element.addEventListener("click", () => {
      const zoom = this.index.getClusterExpansionZoom(found.id);
      if (zoom <= this.deepest) this.map.setView([y, x], zoom);
      else this.list(found, element);
    });
    return sign([y, x], element);
  }

  // Several at one place, which no zoom takes apart: by name.
  list(found, from) {
    const [x, y] = found.geometry.coordinates;
    const box = document.createElement("div");
    const head = document.createElement("p");
    head.textContent = this.said.same.replace("{n}", found.properties.point_count);
    const rows = document.createElement("ul");
    for (const { properties: { n } } of this.index.getLeaves(found.id, Infinity)) {
      const link = document.createElement("a"), row = document.createElement("li");
      const told = this.features[n].properties;
      link.href = this.where(told, n);
      link.textContent = this.name(told, this.places[n]);
      row.append(link);
      rows.append(row);
    }
    box.append(head, rows);
    const popup = L.popup({ className: "same", maxHeight: 220, closeButton: false, autoPanPadding: [12, 12] });
    popup.setLatLng([y, x]).setContent(box).openOn(this.map);
    rows.querySelector("a").focus();
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      popup.remove();
      from.focus();
    });
  }

  // The best known towns in view, as many as do not touch each other.
  names() {
    this.townLayer.clearLayers();
    const bounds = this.map.getBounds(), taken = [], most = this.map.getZoom() + 2;
    for (const { geometry, properties } of this.towns) {
      const [x, y] = geometry.coordinates;
      if (properties.rank > most || !bounds.contains([y, x])) continue;
      const at = this.map.latLngToContainerPoint([y, x]), end = at.x + 12 + properties.name.length * 8;
      if (taken.some((one) => Math.abs(one.y - at.y) < 22 && at.x < one.end && end > one.x)) continue;
      taken.push({ x: at.x, y: at.y, end });
      const element = document.createElement("span");
      element.className = "town leaflet-marker-icon";
      element.setAttribute("aria-hidden", "true");
      element.textContent = properties.name;
      L.marker([y, x], {
        icon: new Sign({ element }), interactive: false, keyboard: false, pane: "ground",
      }).addTo(this.townLayer);
    }
  }
}

for (const box of document.querySelectorAll("[data-map]")) {
  const { source, features, world } = box.dataset;
  const ground = json(world);
  ground.catch(() => null); // a map without ground is still a map
  const told = source ? await json(source) : JSON.parse(document.getElementById(features).textContent);
  const shown = new Shown(box, told.features);
  shown.open();
  ground.then((shapes) => shown.ground(shapes), () => null);
}
