/* What passes between Python and the browser, and what the rooms pass on to each other; `tsc` checks the modules by it.
 * The other side of the contract is Python's: layers/web_map/manifest.py, folium_map.py (View) and overlay.py. */
import * as Leaflet from "leaflet";
import { Feature as GeoFeature, Geometry } from "geojson";

declare global {
  interface Window {
    openMap: LeafletMap;
    AtlasLoading?: Record<Lang, string>;
    Streamlit?: { setComponentValue(value: unknown): void };
    __GLOBAL_DATA__?: { last_active_drawing: unknown; previous_data: unknown };
  }

  type Lang = "zh" | "en";
  type Said = Partial<Record<Lang, string>>;
  type Time = "plan" | "target" | "now";
  type Fill = "full" | "half" | "hatch" | "dots" | "none";
  type Outline = "solid" | "dashed" | "dotted" | "double";
  type Ring = "none" | "dashed" | "dotted";
  type Box = [west: number, south: number, east: number, north: number];
  /** Degrees. */
  type LonLat = [lon: number, lat: number];
  /** A rectangle in px of the container. */
  type Rect = { x: number; y: number; w: number; h: number };
  type Point2 = { x: number; y: number };
  /** Leaflet's map, with the members without a promise that we use. */
  type LeafletMap = Leaflet.Map & {
    _loaded?: boolean;
    _zoomAnimated?: boolean;
    _onResize?: () => void;
    _animatingZoom?: boolean;
    _latLngToNewLayerPoint?: (at: Leaflet.LatLng, zoom: number, center: Leaflet.LatLng) => Leaflet.Point;
  };

  /** What the map starts with: the manifest or its address. */
  interface StartOptions {
    manifest: string | Manifest;
    prefix?: string;
    data?: Manifest["data"];
    tiles?: Session["tiles"];
    /** false: the host has an address of its own. */
    address?: boolean;
  }

  /** What the server says once for each dataset. */
  interface Manifest {
    home: Leaflet.LatLngBoundsLiteral;
    layers: LayerDef[];
    scale: Scale;
    kinds?: Record<string, { type?: string; icon?: string; rank?: number }>;
    labels?: Record<string, Said>;
    legend?: LegendGroup[];
    words?: Partial<Record<Lang, Record<string, string>>>;
    /** Field -> code -> bit set over all themes, base64. */
    filters?: Record<string, Record<string, string>>;
    credit?: Said;
    review?: Said;
    foreign?: { credit?: Said; review?: Said };
    /** Layers that came along. */
    data?: Record<string, Collection>;
  }

  interface LayerDef {
    id: string;
    url: string;
    role: "base" | "theme";
    draw: string;
    count?: number;
    title?: Said;
    district_vintage?: string;
    /** Where the layer has nothing to show. */
    beyond?: Box;
  }

  interface Scale {
    types?: Record<string, { shape?: string; colour?: string }>;
    statuses?: Record<string, StatusStyle & { target?: string }>;
    statuses_target?: Record<string, StatusStyle>;
    statuses_now?: Record<string, StatusStyle>;
    qualities?: Record<string, { halo?: Ring }>;
    regions?: Record<string, { tint?: string }>;
    corridors?: Record<string, string | { colour?: string }>;
  }

  interface StatusStyle {
    fill?: Fill;
    outline?: Outline;
  }

  interface LegendGroup {
    title?: Said;
    rows: { sample?: Record<string, string>; label?: Said }[];
  }

  /** The view that Python sends with every click (folium_map.View); what is absent has its usual value. */
  interface State {
    stamp?: string;
    /** Bits over all themes in manifest order: base64, or bytes where the map made them itself; absent: everything. */
    shown?: string | Uint8Array;
    choices?: Choices;
    search?: string;
    selected?: string;
    fit?: string;
    lang?: Lang;
    view?: string;
    time?: Time;
    district_vintage?: string;
    points?: boolean;
    own?: OwnState;
    rings?: { lon: number; lat: number; km: number; low?: number; high?: number }[];
    drafts?: { lon: number; lat: number; label?: string }[];
    numbers?: { lon: number; lat: number; label?: string }[];
    emphasis?: string[];
    bounds?: Box;
    foreign?: boolean;
    painted?: string;
    popup?: { lines: string[]; link: string; href: string; close: string };
    inset?: InsetGiven & { narrow?: InsetGiven };
  }

  /** Field of a filter -> chosen codes. */
  type Choices = Record<string, string[]>;
  type InsetGiven = { right?: number | string; bottom?: number | string };

  interface OwnState {
    layers?: { url: string; kept?: string }[];
    marks?: [lon: number, lat: number, severity: string][];
    focus?: { to: LonLat | Box };
    heard?: boolean;
    painted?: string;
  }

  /** An uploaded layer as it is painted; coordinates in pixels of zoom 0. */
  interface OwnLayer {
    role: "own" | "preview";
    names: string[];
    points: Float64Array;
    path: Float64Array;
    rows: Uint32Array;
    starts: Uint32Array;
    shapes: Uint32Array;
    pathRows: Uint32Array;
    areas: Uint8Array;
    kept: Uint8Array | null;
    number: number;
  }

  interface OwnView {
    zoom: number;
    corner: Leaflet.LatLng;
    scale: number;
    left: number;
    top: number;
  }

  /** A feature that has arrived. */
  type Feature = GeoFeature<Geometry & { coordinates: any }, Properties> & { layerId?: string; broken?: boolean };
  type Collection = { features: Feature[] };

  interface Properties {
    id: string;
    kind?: string;
    platform_type?: string;
    status?: string;
    status_now?: string;
    position_quality?: string;
    position_error_km?: number;
    region?: string;
    parts?: Properties[];
    legs?: { mode?: string; schematic?: boolean }[];
    extent_districts?: string[];
    [key: string]: any;
  }

  /** A layer of the manifest with what has come of it. */
  interface Layer {
    def: LayerDef;
    features: Feature[];
    asked: boolean;
    ready: boolean;
    failed: boolean;
  }

  /** How a mark looks. */
  interface Look {
    shape: string;
    colour: string;
    icon: string;
    ring?: Ring;
    fill?: Fill;
    outline?: Outline;
  }

  /** One placed part of a point feature. */
  interface Mark {
    id: string;
    part: number;
    feature: Feature;
    latlng: Leaflet.LatLng;
    /** True place in pixels of zoom 0. */
    wx: number;
    wy: number;
    rank: number;
    /** A station of a route. */
    node: boolean;
    element: HTMLElement | null;
    look: string;
    /** Class of the picture that paints it in a crowd. */
    flat: string | null;
    lang?: Lang;
    /** True place in px of this zoom, and how far from it the mark stands. */
    x: number;
    y: number;
    dx: number;
    dy: number;
    /** Radius in px that it keeps free: small as it is drawn, large, and at full size. */
    reach: number;
    whole?: number;
    full: number;
    small?: boolean;
    /** Keeps its place; others step aside. */
    firm?: boolean;
    /** Has a leader. */
    led?: boolean;
  }

  /** What displacement knows of a mark. */
  type Displaced = Pick<Mark, "id" | "part" | "x" | "y" | "dx" | "dy" | "reach" | "small" | "firm">;

  /** A leg of a route with the shift of each vertex in px, or null where it keeps its course. */
  interface Leg {
    points: Leaflet.LatLng[];
    lanes: number[] | null;
    mode?: string;
    schematic?: boolean;
    course?: { zoom: number; points: Point2[] };
  }

  /** A corridor on the map. */
  interface Line {
    feature: Feature;
    legs: Leg[];
    colour: string;
    visible?: boolean;
    lit?: boolean;
    [ink: string]: any;
  }

  /** A text measured for a label. */
  interface LabelText {
    lines: string[];
    name: string;
    note: string;
    w: number;
    h: number;
  }

  /** The one state of the document. */
  interface Session {
    map: LeafletMap;
    manifest: Manifest;
    /** Where layers lie. */
    prefix: string;
    /** Data that came with the page or the manifest. */
    given: Record<string, Collection>;
    layers: Record<string, Layer>;
    order: string[];
    /** Asked for last; drawn last. */
    state: State;
    drawn: State;
    selected: string;
    /** Chosen here by the visitor, and where; until the popup has opened. */
    chosen: string;
    clickedAt: Leaflet.LatLng;
    lang: Lang;
    time?: Time;
    /** Of the districts: asked for; drawn before. */
    vintage?: string;
    before?: string;
    started: boolean;
    shown?: Set<string>;
    emphasis?: Set<string> | null;
    /** Px of the frame that a card covers. */
    inset?: { right: number; bottom: number };
    tiles?: { urls: string[]; subdomains: string | string[]; max_zoom: number; source: Said } | null;
    homeless?: boolean;
    /** ms, for the benchmarks. */
    timings: { update?: number };
  }
}
