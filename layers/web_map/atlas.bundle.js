/* made by "make bundle" from layers/web_map/atlas; sources 32bef1e3c3fd00c76e285573f3644329741facd596a8ef7d8f2bca105c499f3a */
"use strict";var Atlas=(()=>{var fo=Object.defineProperty;var oa=Object.getOwnPropertyDescriptor;var na=Object.getOwnPropertyNames;var ra=Object.prototype.hasOwnProperty;var sa=(t,e)=>{for(var o in e)fo(t,o,{get:e[o],enumerable:!0})},ia=(t,e,o,n)=>{if(e&&typeof e=="object"||typeof e=="func\
tion")for(let r of na(e))!ra.call(t,r)&&r!==o&&fo(t,r,{get:()=>e[r],enumerable:!(n=oa(e,r))||n.enumerable});return t};var aa=t=>ia(fo({},"__esModule",{value:!0}),t);var Oc={};sa(Oc,{baseFeatures:()=>Y,choose:()=>$,decode:()=>_s,element:()=>h,hasMoved:()=>Ss,legendOfShown:()=>Ps,lineBounds:()=>Bt,
resetView:()=>He,session:()=>i,shownMarks:()=>O,start:()=>ea,svg:()=>y,update:()=>co});var i={map:null,manifest:null,prefix:"",given:{},layers:{},order:[],state:null,drawn:null,selected:null,chosen:null,clickedAt:null,
lang:"zh",started:!1,timings:{}};var xt=null,po=null;function Zn(){if(xt)return xt;let t=i.map.getContainer(),e=t.getBoundingClientRect(),o=Array.from(t.
querySelectorAll(".leaflet-control, .atlas-failures"));return window.ResizeObserver&&!po&&(po=new ResizeObserver(()=>{xt=
null}),o.concat([t]).forEach(n=>po.observe(n))),xt=o.map(n=>n.getBoundingClientRect()).filter(n=>n.width).map(n=>({x:n.left-
e.left-4,y:n.top-e.top-4,w:n.width+8,h:n.height+8})),xt}var S=()=>{xt=null},wt=null;function jn(t){wt=t}var Ft=()=>wt&&wt.
classList.contains("is-open")?wt.offsetWidth+20:0,Wn=()=>L.point(Ft(),wt?wt.offsetHeight+20:0);function te(t,e){return typeof t=="string"&&/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(t)?t:e}function P(t,e){let{types:o,corridors:n}=i.
manifest.scale,r=e&&n&&n[e];return r&&te(typeof r=="string"?r:r.colour,null)||te(o&&o[t]&&o[t].colour,"#5b6470")}function U(t){
let e=t.length===4?t.replace(/[0-9a-f]/gi,"$&$&"):t;return"#"+[1,3,5].map(o=>Math.round(parseInt(e.slice(o,o+2),16)*.62).
toString(16).padStart(2,"0")).join("")}var la=/[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g,
ca=/\udb40[\udc00-\udc7f]/g,bt=t=>String(t).replace(la,"").replace(ca,"");function h(t,e,o,n){let r=document.createElement(
t);return e&&(r.className=e),n!==void 0&&(r.textContent=bt(n)),o&&o.appendChild(r),r}var fa="http://www.w3.org/2000/svg";
function y(t,e,o){let n=document.createElementNS(fa,t);return Object.keys(e||{}).forEach(r=>n.setAttribute(r,String(e[r]))),
o&&o.appendChild(n),n}function v(t){let e=i.lang==="en"?t.name_en:t.name_zh;return bt(e||t.name_zh||t.name_en||t.id||"")}function uo(t){let e=((i.
manifest||{}).labels||{})[t.id];return e&&e[i.lang]}function Lt(t){return bt(uo(t)||v(t))}var ee=(t,e)=>(t.parts||[])[e]||
t;function oe(t,e){let o=(t.parts||[])[e]||{},n=(i.lang==="en"?o.name_en:o.name_zh)||o.name_zh||o.name_en;return v(t)+(n&&
n!==v(t)?" · "+n:"")}function ne(t,e){let n=(i.manifest.legend||[]).flatMap(r=>r.rows).find(r=>r.sample&&r.sample[t]===
e);return n&&n.label&&n.label[i.lang]||null}function re(t,e,o){let n={lineCap:"round",lineJoin:"round"},r={lineCap:"butt",lineJoin:"round"},s=a=>Object.assign({color:"\
#ffffff",weight:a,opacity:.85},n);if(e)return[s(4.6),Object.assign({color:o,weight:2.6,opacity:.7,dashArray:"0.1 7"},n)];
switch(t){case"rail":return[s(6),Object.assign({color:o,weight:4},r),Object.assign({color:"#ffffff",weight:1.9,dashArray:"\
7 7"},r)];case"road":return[s(6.4),Object.assign({color:o,weight:4.6},n),Object.assign({color:"#ffffff",weight:2},n)];case"\
river":return[Object.assign({color:o,weight:7,opacity:.32},n),Object.assign({color:o,weight:2,opacity:.95},n)];case"sea":
return[s(4.6),Object.assign({color:o,weight:2.4,dashArray:"12 6 0.1 6"},n)];case"air":return[s(3.4),Object.assign({color:o,
weight:1.6,dashArray:"6 6"},r)];default:return[s(5),Object.assign({color:o,weight:2.6},n)]}}function b(t,e){let o=i.manifest&&i.manifest.words||{};return((o[i.lang]||{})[t]||(o.zh||{})[t]||"").replace(/\{(\w+)\}/g,
(r,s)=>e&&s in e?String(e[s]):r)}var se=null,ie=[];function N(t,e){ie.includes(t)||ie.push(t),window.console&&console.warn("atlas:",t,String(e&&e.message)),
mo()}function mo(){if(!ie.length||!i.map)return;se=se||h("div","atlas-failures",i.map.getContainer()),se.setAttribute("r\
ole","status");let t=ie.map(o=>{let n=i.layers[o];return n&&n.def.title&&n.def.title[i.lang]||o}),e=b("failed",{layer:t.
join(", ")})||t.join(", ");se.textContent=e,S(),document.documentElement.setAttribute("data-atlas-failed",e)}function ae(t,e){i.order.forEach(o=>{let n=i.layers[o];n.def.role==="base"||n.def.draw!==t||!n.ready||n.features.forEach(
r=>{if(!(!r.geometry||r.broken))try{e(r,i.shown.has(r.properties.id),n)}catch(s){r.broken=!0,N(o,s)}})})}function Z(t,e,o){
t.setAttribute(o?"data-feature-id":"data-part-of",e.properties.id),o&&(t.setAttribute("role","button"),t.setAttribute("t\
abindex","0"),t.setAttribute("aria-label",v(e.properties)))}function q(t,e){t&&(t.classList.toggle("is-faded",!!(i.emphasis&&
!i.emphasis.has(e))),t.classList.toggle("is-selected",i.selected===e))}var Dn=t=>t.key||(t.key=t.lng.toFixed(5)+","+t.lat.toFixed(5)),qn=(t,e)=>{let o=Dn(t),n=Dn(e);return o<n?o+" "+n:n+" "+o};
function Gn(t){let e=new Map;return t.forEach(({kind:o,parts:n})=>n.forEach(r=>r.forEach((s,a)=>{if(!a)return;let l=qn(r[a-
1],s),c=e.get(l)||[];c.includes(o)||e.set(l,c.concat([o]).sort())}))),e}function Jn(t,e,o){let n=t.slice(1).map((r,s)=>{
let a=o.get(qn(t[s],r))||[];return a.length>1?(a.indexOf(e)-(a.length-1)/2)*5.6:0});return n.some(Boolean)?t.map((r,s)=>((n[s-
1]===void 0?n[s]:n[s-1])+(n[s]===void 0?n[s-1]:n[s]))/2):null}function Un(t,e,o){let n=e;for(;t[n+o]&&Math.hypot(t[n].x-
t[e].x,t[n].y-t[e].y)<14;)n+=o;return t[n]}function le(t,e){return e?t.map((o,n)=>{let r=Un(t,n,-1),s=Un(t,n,1),a=s.x-r.
x,l=s.y-r.y,c=Math.hypot(a,l);return c?L.point(o.x-l/c*e[n],o.y+a/c*e[n]):o}):t}var ce=L.Polyline,Kn=ce.extend({_setLatLngs(t){let{like:e}=this.options;if(!e){ce.prototype._setLatLngs.call(this,t);return}
this._latlngs=e._latlngs,this._bounds=e._bounds},_project(){let{lanes:t,like:e}=this.options;if(e){this._rings=e._rings,
this._rawPxBounds=e._rawPxBounds,this._rawPxBounds&&this._updateBounds();return}ce.prototype._project.call(this),t&&(this.
_rings=this._rings.map((o,n)=>le(o,t[n])))},_update(){let{like:t}=this.options;if(this._map){if(!t){ce.prototype._update.
call(this);return}this._parts=t._parts,this._updatePath()}},_updatePath(){let{like:t}=this.options;this._d=t?t._d:L.SVG.
pointsToPath(this._parts,!1)||"M0 0",this._path.setAttribute("d",this._d)}});var G=new Map,ho=new WeakMap;function Qn(t){if(!ho.has(t)){let e=t.type==="LineString"?[t.coordinates]:t.coordinates;ho.
set(t,e.map(o=>o.map(([n,r])=>L.latLng(r,n))))}return ho.get(t)}var go=new Map;function da(t){if(!go.has(t.def.id)){let e=t.
features.filter(o=>o.geometry&&/LineString$/.test(o.geometry.type));go.set(t.def.id,Gn(e.map(o=>({kind:o.properties.kind,
parts:Qn(o.geometry)}))))}return go.get(t.def.id)}function pa({geometry:t,properties:e},o){return Qn(t).map((n,r)=>Object.
assign({points:n,lanes:Jn(n,e.kind,da(o))},(e.legs||[])[r]))}function ua(t){let e=new Map;return t.forEach(o=>{let n=`${o.
schematic?"~":""}${o.mode||""}`;e.set(n,(e.get(n)||[]).concat([o]))}),e}function Yn(t,e){let n={pane:"atlas-lines",interactive:!1,
smoothFactor:1.2,lanes:t.map(r=>r.lanes)};return new Kn(t.map(r=>r.points),Object.assign(n,e))}var yo={lineCap:"round",lineJoin:"\
round"},Xn={...yo,noClip:!0,smoothFactor:0},ma={pane:"atlas-hits",className:"atlas-hit",weight:14,opacity:0,color:"#000"},
ha=[{color:"#1d2733",weight:15.5,opacity:.75,...yo,className:"atlas-glow"},{color:"#ffffff",weight:13,opacity:1,...yo,className:"\
atlas-glow"}];function ga(t,e){let{properties:o}=t,n=P(o.platform_type,o.kind),r=pa(t,e),s=ua(r),a=p=>p.on("add",()=>Z(p.
_path,t,!1)),l=(p,u)=>a(Yn(p,u)),c={feature:t,legs:r,colour:n,inks:[],glow:ha.map(p=>l(r,p))};s.forEach(p=>re(p[0].mode,
p[0].schematic,n).reduce((u,d)=>(c.inks.push(l(p,u?Object.assign({like:u},d):d)),u||c.inks[c.inks.length-1]),null)),c.arrow=
l([],{color:U(n),weight:2.2,...Xn}),c.arrowCasing=l([],{color:"#ffffff",weight:4.6,...Xn});let f=s.size===1?c.inks[0]:void 0;
return c.hit=Yn(r,{like:f,...ma}),c.hit.on("add",()=>Z(c.hit._path,t,!0)),c.all=c.inks.concat([c.arrowCasing,c.arrow,c.hit]),
c}function fe(){let{map:t}=i,e=!1;return ae("lines",(o,n,r)=>{let{id:s}=o.properties,a=G.get(s);if(n&&!a&&G.set(s,a=ga(o,
r)),!a)return;!!a.visible!==n&&(a.all.forEach(c=>n?c.addTo(t):c.remove()),a.visible=n,e=!0);let l=n&&i.selected===s;l!==
!!a.lit&&ya(a,l),n&&(a.all.forEach(c=>q(c._path,s)),a.hit._path.setAttribute("aria-label",v(o.properties)))}),e}function ya(t,e){
t.lit=e,t.glow.slice().reverse().forEach(o=>e?o.addTo(i.map).bringToBack():o.remove())}function Bt(){let t=Array.from(G.
values()).filter(n=>n.visible).flatMap(n=>n.legs),e=t.filter(n=>n.mode!=="air"),o=L.latLngBounds([]);return(e.length?e:t).
forEach(n=>n.points.forEach(r=>o.extend(r))),o.isValid()?o:null}function de(t){let e=typeof t=="string"?t.split("/"):[];if(e.length!==3||e.some(s=>!/^-?\d+(\.\d+)?$/.test(s)))return null;
let[o,n,r]=e.map(Number);return o<0||o>20||Math.abs(n)>85||Math.abs(r)>540?null:{zoom:o,center:[n,r]}}var xa=500,st=null,xo=null,tr=null;function ue(){if(i.homeless)return null;try{let t=window.parent&&window.parent.location.
href?window.parent:window;return/^https?:$/.test(t.location.protocol)?t:null}catch{return null}}var pe=t=>/^view(=|$)/.test(
t);function me(t){let e=ue();if(!e||xo!==null&&e.location.pathname!==xo)return;let o=e.location.search.replace(/^\?/,"").
split("&").filter(Boolean),n=o.findIndex(pe);if(t===null?n<0:n>=0&&o[n]==="view="+t)return;let r=o.filter(a=>!pe(a));t!==
null&&r.splice(n<0?r.length:n,0,"view="+t);let s=r.length?"?"+r.join("&"):"";try{e.history.replaceState(e.history.state,
"",e.location.pathname+s+e.location.hash)}catch{}}function er(){let t=ue();xo=t?t.location.pathname:null;let e=()=>{clearInterval(
tr),tr=t&&!document.hidden?setInterval(wo,xa):null};document.addEventListener("visibilitychange",e),e()}function wo(){let t=st===
null?null:ue();t&&!t.location.search.replace(/^\?/,"").split("&").some(pe)&&me(st)}function or(){let{lat:t,lng:e}=i.map.
getCenter();st=`${i.map.getZoom().toFixed(2)}/${t.toFixed(4)}/${e.toFixed(4)}`,me(st)}function nr(t){st=t}function rr(){
let t=ue(),e=t&&t.location.search.replace(/^\?/,"").split("&").find(pe);e!=null&&!de(e.slice(5))&&me(null)}function bo(){
st!==null&&(st=null,me(null))}function Mt(t){let e=new Float64Array(t.length),o=Math.PI/180;for(let n=0;n<t.length;n+=2){let r=Math.sin(Math.max(Math.
min(85.0511,t[n+1]),-85.0511)*o);e[n]=256*(t[n]/360+.5),e[n+1]=256*(.5-Math.log((1+r)/(1-r))/(4*Math.PI))}return e}function sr(t){
if(!t||t.type!=="MultiLineString")return;let e=null;t.coordinates.forEach(o=>{let[n]=o,s=e&&n&&Math.abs(e[0])>179.9&&Math.
abs(n[0]-e[0])>180?360*Math.sign(e[0]):0;s&&o.forEach(a=>{a[0]+=s}),e=o[o.length-1]})}function ir(t,e,o){let n=!1;return t.
forEach(r=>{for(let s=0,a=r.length-1;s<r.length;a=s,s+=1){let l=r[s],c=r[a];l.y>o!=c.y>o&&e<(c.x-l.x)*(o-l.y)/(c.y-l.y)+
l.x&&(n=!n)}}),n}var ar=new Map;function lr(t){t.features.forEach(e=>{e.properties=e.properties||{},e.properties.id===void 0&&(e.properties.
id=String(e.id)),e.layerId=t.def.id,t.def.draw==="lines"&&sr(e.geometry),t.def.role!=="base"&&ar.set(e.properties.id,e)})}
var J=t=>ar.get(t)||null;function he(){let t=[];return{on(e){t.push(e)},emit(...e){t.forEach(o=>o(...e))}}}var ge=he(),K=he(),Et=he(),ye=he();function Lo(t){return fetch(t,{credentials:"same-origin"}).then(e=>{if(!e.ok)throw new Error("HTTP "+e.status);return e.
json()})}function Mo(t){let e=i.layers[t],{def:o}=e,n=i.given[t];return e.asked?null:(e.asked=!0,(n?Promise.resolve(n):Lo(
i.prefix+o.url)).then(s=>{if(!s||!Array.isArray(s.features))throw new Error("not a FeatureCollection");e.features=s.features,
lr(e),e.ready=!0}).catch(s=>{e.failed=!0,N(o.id,s)}).then(()=>ge.emit()))}var cr="38",it=t=>i.layers[t].def.district_vintage||null;function fr(t){let e=i.order.map(it).filter(Boolean),o=String(t&&
t.district_vintage||cr);i.vintage=[o,cr].find(n=>e.includes(n))||e[0]||null}var dr=t=>(!it(t)||it(t)===i.vintage)&&!ba(t),
wa=.5;function ba(t){let{def:e,asked:o}=i.layers[t],{map:n}=i;if(!e.beyond||o)return!1;if(!i.inset)return!0;let[r,s,a,l]=e.
beyond;return L.latLngBounds([[s,r],[l,a]]).contains(n.getBounds().pad(wa))}var at=()=>i.order.filter(dr).map(Mo);function Ot(t){
return dr(t)?!0:!i.order.some(o=>it(o)===i.vintage&&(i.layers[o].ready||i.layers[o].failed))&&i.layers[t].ready&&i.before===
it(t)}function pr(){i.order.some(e=>it(e)===i.vintage&&i.layers[e].ready)&&(i.before=i.vintage)}function Eo(t){let e=i.order.
filter(n=>i.layers[n].def.role==="base"&&i.layers[n].def.draw==="areas"),o=e.sort((n,r)=>Number(Ot(r))-Number(Ot(n))).map(
n=>i.layers[n].features.find(r=>String(r.properties.adcode)===String(t)&&r.geometry)).find(Boolean);return o||e.filter(n=>it(
n)).forEach(Mo),o||null}var xe=t=>t.draw==="areas"&&/^regions?$/.test(t.id)?"regions":t.draw,Y=t=>i.order.map(e=>i.layers[e]).filter(e=>e.def.role===
"base"&&e.ready&&Ot(e.def.id)&&xe(e.def)===t).flatMap(e=>e.features).filter(e=>e.geometry);var Oo=null,So=null,X=null,ur=(t,e)=>{for(let o=Math.floor(t.x/64);o<=Math.floor((t.x+t.w)/64);o+=1)for(let n=Math.floor(
t.y/64);n<=Math.floor((t.y+t.h)/64);n+=1)if(e(o*4096+n))return!0;return!1},mr=(t,e)=>ur(e,o=>{t.has(o)?t.get(o).push(e):
t.set(o,[e])}),hr=(t,e)=>ur(e,o=>(t.get(o)||[]).some(n=>e.x<n.x+n.w&&n.x<e.x+e.w&&e.y<n.y+n.h&&n.y<e.y+e.h)),A=t=>mr(Oo,
t);function j(t){return t.x<X.x||t.y<X.y||t.x+t.w>X.x+X.w||t.y+t.h>X.y+X.h?!1:!hr(Oo,t)}var gr=t=>mr(So,t),Nt=t=>hr(So,t),
vo=()=>X;function yr(t){Oo=new Map,So=new Map,X=t}var Ao=null;function xr(t){Ao=t.getPane("atlas-labels"),Ao.setAttribute("aria-hidden","true")}var we=new Map,Co=null;function wr(){
Co=new Set}function Q(t,e,o,n,r){let s=we.get(t);s||we.set(t,s={element:h("div","",Ao),text:""});let{element:a}=s,l=e.lines.
join(`
`)+`
`+(e.note||"");s.text!==l&&(a.textContent="",e.lines.forEach(c=>h("div","",a,c)),e.note&&h("div","atlas-note",a,e.note),
s.text=l),a.className="atlas-label is-"+e.name,a.style.textAlign=r.align||"center",a.style.width=Math.ceil(e.w)+"px",a.style.
color=r.colour||"",a.style.transform=`translate(${o.toFixed(1)}px, ${n.toFixed(1)}px)`+(r.angle?` rotate(${r.angle.toFixed(
1)}deg)`:""),r.id&&a.setAttribute("data-part-of",r.id),Co.add(t)}function br(){we.forEach((t,e)=>{Co.has(e)||(t.element.
remove(),we.delete(e))})}var La='"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif',Lr={
first:{weight:600,size:13},point:{weight:500,size:12},chosen:{weight:700,size:13},district:{weight:400,size:12,spacing:1},
region:{weight:600,size:15,spacing:3},river:{weight:400,size:12,spacing:2},line:{weight:600,size:12},note:{weight:400,size:12}},
Po=138,To=4,be=null,Mr="",_o=new Map;function It(t,e){let o=e.weight+e.size+t;if(!_o.has(o)){be||(be=document.createElement(
"canvas").getContext("2d"));let n=`${e.weight} ${e.size}px ${La}`;Mr!==n&&(be.font=Mr=n),_o.set(o,be.measureText(t).width+
(e.spacing||0)*t.length)}return _o.get(o)}function Ma(t,e){let o=It(t,e),n=Math.min(3,Math.ceil(o/Po));if(n<2)return[t];
let r=(t.includes(" ")?t.split(/(?<= )/):Array.from(t)).flatMap(l=>It(l,e)>Po?Array.from(l):[l]),s=[""];r.forEach(l=>{let c=s.
length-1,f=It(s[c]+l,e);(f>o/n*1.12&&s.length<n||f>Po*1.4)&&s[c]?s.push(l):s[c]+=l});let a=s.map(l=>l.trim()).filter(Boolean);
return a.length>To?a.slice(0,To-1).concat([a[To-1]+"…"]):a}function tt(t,e,o,n){let r=Lr[e],s=o?[t]:Ma(t,r),a=s.map(l=>It(
l,r)).concat(n?[It(n,Lr.note)]:[]);return{lines:s,name:e,note:n||"",w:Math.max(...a)+2,h:s.length*(r.size+3)+(n?15:0)}}var Er=10,Ea=[[0,0],[0,-15],[0,15],[-22,0],[22,0]],Oa=[30,50,70].flatMap(t=>[[0,-t],[0,t],[-t,0],[t,0],[-t,-t],[t,-t],[-t,
t],[t,t]]),Le=8,Sa=t=>t["short_"+i.lang]||v(t),va=t=>ne("region",t.region)||Lt(t),Aa={region:va,district:Sa,outline:t=>t["\
label_"+i.lang]||""},Ca={outline:"note"},$o=new WeakMap;function Pa(t){if(!$o.has(t)){let{type:e,coordinates:o}=t.geometry,
n=(e==="Polygon"?[o]:o).flat().map(a=>a.map(([l,c])=>L.CRS.EPSG3857.latLngToPoint(L.latLng(c,l),0))),r=Math.pow(2,Er),s=n.
map(a=>L.LineUtil.simplify(a.map(l=>l.multiplyBy(r)),1.5).map(l=>l.divideBy(r)));$o.set(t,{rings:n,coarse:s,box:L.bounds(
n.flat())})}return $o.get(t)}function Ta(t,e,o){let n=i.map.getZoom()<Er?t.coarse:t.rings;return[.5,.02,.98,.26,.74].every(
r=>[.2,.8].every(s=>ir(n,(e.x+e.w*r+o.x)/o.scale,(e.y+e.h*s+o.y)/o.scale)))}function _a(t,e,o,n){let r=i.map.getSize(),s=Ea.
concat(o==="region"?Oa:[]).map(([m,g])=>[e.x+m,e.y+g]),a=(m,g)=>Math.max(0,Math.min(g,m)),l=a(t.box.min.x*n.scale-n.x,r.
x),c=a(t.box.max.x*n.scale-n.x,r.x),f=a(t.box.min.y*n.scale-n.y,r.y),p=a(t.box.max.y*n.scale-n.y,r.y);if(c-l<20||p-f<12)
return[];let u=[];for(let m=0;m<Le;m+=1)for(let g=0;g<Le;g+=1)u.push([l+(m+.5)*(c-l)/Le,f+(g+.5)*(p-f)/Le]);let d=([m,g])=>Math.
hypot(m-e.x,g-e.y);return s.concat(u.sort((m,g)=>d(m)-d(g)))}var Me=new WeakMap;function $a(t,e,o,n,r,s){let{x:a,y:l}=i.
map.getSize(),c=[s.scale,s.x,s.y,a,l,o.w].join();if(!Me.has(t)||Me.get(t).key!==c){let f=_a(e,n,r,s).map(p=>({rect:{x:p[0]-
o.w/2,y:p[1]-o.h/2,w:o.w,h:o.h},inside:null}));Me.set(t,{key:c,places:f})}return Me.get(t).places}function zo(t,e,o){let[
n,r]=t.properties.label||[];if(!Number.isFinite(n)||!Number.isFinite(r))return;let{map:s}=i,a=s.getPixelOrigin(),l={scale:Math.
pow(2,s.getZoom()),x:a.x-o.x,y:a.y-o.y},c=Pa(t),f=tt(Aa[e](t.properties),Ca[e]||e,!0);if(f.w>(c.box.max.x-c.box.min.x)*l.
scale)return;let p=$a(t,c,f,s.latLngToContainerPoint([r,n]),e,l).find(d=>d.inside===!1||!j(d.rect)?!1:(d.inside===null&&
(d.inside=Ta(c,d.rect,l)),d.inside));if(!p)return;let u=p.rect;A({x:u.x-4,y:u.y-3,w:u.w+8,h:u.h+6}),Q(`${e}:${t.properties.
id}`,f,u.x-o.x,u.y-o.y,{})}function Or(t){let e=i.map.getZoom();e>=6&&e<8.9&&Y("regions").forEach(o=>zo(o,"region",t)),e>=
9&&Y("outlines").forEach(o=>zo(o,"outline",t)),e>=7.2&&Y("areas").forEach(o=>zo(o,"district",t))}var Ee={plan:["statuses","status"],target:["statuses_target","status_target"],now:["statuses_now","status_now"]},Oe=t=>Ee[t][1],
Sr=t=>Object.keys(Ee).find(e=>Ee[e][1]===t)||null;function St(t){if(i.time==="now")return t.status_now||null;let e=t.status||
null;return i.time!=="target"||!e?e:((i.manifest.scale.statuses||{})[e]||{}).target||null}function Se(t,e){let o=i.manifest.
scale[Ee[e][0]]||{},n=t&&o[t]||{};return{fill:n.fill||"full",outline:n.outline||(t?"solid":"double")}}var et=t=>((i.manifest.
scale.qualities||{})[t]||{}).halo||"none";var Rt=null;function Ar(){if(Rt)return;let t=y("svg",{width:0,height:0,"aria-hidden":"true",class:"atlas-defs"},document.
body);Rt=y("defs",{},t)}var vr={hatch:["rect",{width:1.7,height:4}],dots:["circle",{cx:2,cy:2,r:1.25}]};function ve(t,e){
if(t==="full")return e;if(t!=="half"&&!vr[t])return"#ffffff";let o=`atlas-${t}-${e.slice(1)}`;if(document.getElementById(
o))return`url(#${o})`;if(t==="half"){let n=y("linearGradient",{id:o,x1:0,y1:0,x2:0,y2:1},Rt);[["0.5","#ffffff"],["0.5",e]].
forEach(([r,s])=>y("stop",{offset:r,"stop-color":s},n))}else{let r=y("pattern",{id:o,width:4,height:4,patternUnits:"user\
SpaceOnUse",patternTransform:"rotate(45)"},Rt),[s,a]=vr[t];y("rect",{width:4,height:4,fill:"#ffffff"},r),y(s,{...a,fill:e},
r)}return`url(#${o})`}function Cr(t){let e=`atlas-over-${t.slice(1)}`;return document.getElementById(e)||y("rect",{width:1.7,
height:9,fill:t,"fill-opacity":.5},y("pattern",{id:e,width:9,height:9,patternUnits:"userSpaceOnUse",patternTransform:"ro\
tate(45)"},Rt)),`url(#${e})`}var Pr={plane:[{d:["M0 -6.2C.9 -6.2 1.1 -5 1.1 -4V-1.6L6 1.6V3.1L1.1 1.6V4L2.6 5.2V6.2L0 5.5L-2.6 6.2V5.2L-1.1 4V1.6","L\
-6 3.1V1.6L-1.1 -1.6V-4C-1.1 -5 -.9 -6.2 0 -6.2Z"]}],anchor:[{line:1.5,d:"M0 -2.8V5M-2.6 -1H2.6M-4.9 1.2C-4.7 3.8 -2.6 5\
.2 0 5.2S4.7 3.8 4.9 1.2"},{line:1.3,d:"M0 -5.6A1.4 1.4 0 1 1 0 -2.8A1.4 1.4 0 1 1 0 -5.6Z"}],gate:[{line:1.7,d:"M-4.6 5\
.2V-4.4M4.6 5.2V-4.4M-5.6 -4.4H5.6M-4.6 -1.2H4.6"},{line:1.5,d:"M0 5.2V1.6"}],warehouse:[{d:"M-6 -1.6L0 -5.6L6 -1.6V5.4H\
3.6V.6H-3.6V5.4H-6Z"},{d:"M-2.5 1.9H2.5V3.2H-2.5ZM-2.5 4.1H2.5V5.4H-2.5Z"}],box:[{line:1.4,d:"M0 -5.4L5 -2.7V2.9L0 5.6L-\
5 2.9V-2.7ZM-5 -2.7L0 0L5 -2.7M0 0V5.6"}],container:[{line:1.4,d:"M-5.6 -3.4H5.6V3.8H-5.6Z"},{line:1.2,d:"M-2.8 -3.2V3.6\
M0 -3.2V3.6M2.8 -3.2V3.6"}],chip:[{d:"M-3.4 -3.4H3.4V3.4H-3.4Z"},{line:1.2,d:"M-1.8 -5.6V5.6M1.8 -5.6V5.6M-5.6 -1.8H5.6M\
-5.6 1.8H5.6"}],flask:[{line:1.4,d:["M-1.5 -5.4V-1.6L-4.6 4.2C-4.9 5 -4.5 5.4 -3.8 5.4H3.8C4.5 5.4 4.9 5 4.6 4.2L1.5 -1.\
6V-5.4M-2.6 -5.4","H2.6"]},{d:"M-3 2.2H3L4 4.8H-4Z"}],factory:[{d:"M-5.8 5.2V-.4L-2.2 -2.6V-.4L1.4 -2.6V-.4L2.4 -1V-5.6H\
4.6V-.4L5.8 .2V5.2Z"}],train:[{d:["M-2.6 -5.8H2.6C3.8 -5.8 4.4 -5 4.4 -4V2C4.4 3.2 3.6 3.8 2.6 3.8H-2.6C-3.6 3.8 -4.4 3.\
2 -4.4 2V-4","C-4.4 -5 -3.8 -5.8 -2.6 -5.8ZM-3 -4.2V-1H3V-4.2ZM-2.3 1A.9 .9 0 1 0 -2.3 2.8A.9 .9 0 1 0 -2.3 1Z","M2.3 1A\
.9 .9 0 1 0 2.3 2.8A.9 .9 0 1 0 2.3 1Z"]},{line:1.3,d:"M-2.2 4.2L-3.6 6M2.2 4.2L3.6 6"}],truck:[{d:"M-6.2 -3.6H1.4V2.8H-\
6.2ZM2 -1.8H4.4L6.2 .6V2.8H2Z"},{d:["M-3.6 1.8A1.7 1.7 0 1 1 -3.6 5.2A1.7 1.7 0 1 1 -3.6 1.8ZM3.4 1.8A1.7 1.7 0 1 1 3.4 \
5.2","A1.7 1.7 0 1 1 3.4 1.8Z"]}],ship:[{d:"M-5.8 1H5.8L4 5H-4ZM-3.6 -2.6H3.6V.2H-3.6ZM-1 -5.4H1.4V-3.2H-1Z"}],crane:[{line:1.4,
d:"M-3 5.6V-4.6H5.4M-5.4 -4.6H-3M3.4 -4.6V-1.4M-5 5.6H-1M-3 -1.6L.6 -4.6"},{d:"M1.6 -1.2H5.2V1.8H1.6Z"}],link:[{line:1.7,
d:["M-1.4 1.4A2.6 2.6 0 0 1 -1.4 -2.2L.4 -4A2.6 2.6 0 0 1 4.1 -.3L3.2 .6M1.4 -1.4A2.6 2.6 0 0 1 1.4 2.2","L-.4 4A2.6 2.6\
 0 0 1 -4.1 .3L-3.2 -.6"]}],star:[{d:"M0 -5.8L1.6 -1.9L5.7 -1.7L2.5 .9L3.6 4.9L0 2.7L-3.6 4.9L-2.5 .9L-5.7 -1.7L-1.6 -1.\
9Z"}],city:[{d:"M-5.8 5.4V-1.4H-2.4V5.4ZM-1.7 5.4V-5.6H2.1V5.4ZM2.8 5.4V-2.8H5.8V5.4Z"}],globe:[{line:1.3,d:["M0 -5.4A5.\
4 5.4 0 1 1 0 5.4A5.4 5.4 0 1 1 0 -5.4ZM-5.4 0H5.4M0 -5.4C-3.4 -2.4 -3.4 2.4 0 5.4","C3.4 2.4 3.4 -2.4 0 -5.4"]}],flag:[
{line:1.5,d:"M-3.4 -5.4V5.6"},{d:"M-3 -5.4H5L2.8 -2.4L5 .6H-3Z"}],calendar:[{line:1.4,d:"M-5 -4H5V5.2H-5ZM-2.6 -5.8V-3.6\
M2.6 -5.8V-3.6"},{d:"M-5 -3.6H5V-1.2H-5Z"}],crossing:[{line:1.6,d:"M-5.2 0H5.2M2.4 -2.8L5.2 0L2.4 2.8M-2.4 -2.8L-5.2 0L-\
2.4 2.8"}],leaf:[{d:"M-4.6 4.8C-5.6 -1.6 -1.8 -5.4 5.2 -5.4C5.6 1.4 2.4 5 -3 4.4L-4.2 5.8L-5.2 5Z"}],book:[{line:1.4,d:[
"M0 -3.6C-1.6 -5 -3.8 -5 -5.4 -4.4V4.2C-3.8 3.6 -1.6 3.6 0 5C1.6 3.6 3.8 3.6 5.4 4.2V-4.4","C3.8 -5 1.6 -5 0 -3.6ZM0 -3.\
6V5"]}],bank:[{d:["M0 -5.8L5.8 -2.6V-1.4H-5.8V-2.6ZM-4.6 -.6H-2.8V3.6H-4.6ZM-.9 -.6H.9V3.6H-.9ZM2.8 -.6H4.6V3.6H2.8Z","M\
-5.8 4.2H5.8V5.6H-5.8Z"]}],tower:[{d:"M-1.2 -5.8H1.2L1.8 5.6H-1.8Z"},{line:1.4,d:"M-4.6 5.6H4.6M-3.4 -1.4H3.4"}]};var ko=Object.fromEntries(Object.entries(Pr).map(([t,e])=>[t,e.map(o=>({...o,d:[o.d].flat().join("")}))]));var Ae=(t,e,o,n)=>{let r=[];for(let s=0;s<t*(n?2:1);s+=1){let a=o+s*Math.PI*2/(t*(n?2:1)),l=n&&s%2?e*n:e;r.push((l*Math.
sin(a)).toFixed(2)+" "+(-l*Math.cos(a)).toFixed(2))}return"M"+r.join("L")+"Z"},Tr=(t,e)=>{let o=2*(t-e),n=e;return`M${-t+
n} ${-t}h${o}a${n} ${n} 0 0 1 ${n} ${n}v${o}a${n} ${n} 0 0 1 ${-n} ${n}h${-o}a${n} ${n} 0 0 1 ${-n} ${-n}v${-o}a${n} ${n}\
 0 0 1 ${n} ${-n}Z`},Fo=t=>`M0 ${-t}A${t} ${t} 0 1 1 0 ${t}A${t} ${t} 0 1 1 0 ${-t}Z`,Vt={star:{d:Ae(5,11.6,0,.56),room:.62,
drop:.6},square:{d:Tr(8.8,1.5),room:1,drop:0},hexagon:{d:Ae(6,10.6,Math.PI/6),room:.96,drop:0},circle:{d:Fo(9.8),room:1,
drop:0},diamond:{d:Ae(4,11.6,0),room:.72,drop:0},pentagon:{d:Ae(5,10.8,0),room:.86,drop:.6},rounded:{d:Tr(9,5),room:.94,
drop:0},ring:{d:Fo(4.4),room:0,drop:0},node:{d:Fo(7.6),room:.74,drop:0}};var Ht=26,Bo=new Map,No={dashed:"3.4 2.2",dotted:"0.1 2.6"};function I(t){let e=[t.shape,t.colour,t.fill,t.outline,t.icon,
t.ring].join("|");return Bo.has(e)||Bo.set(e,Na(t)),Bo.get(e).cloneNode(!0)}var Io={dashed:{"stroke-dasharray":"3 2.4","\
stroke-width":1},dotted:{"stroke-dasharray":"0.1 3.2","stroke-width":1.7}},ka={ring:8.2,node:11.4},Fa=14.2;function Ba(t,e,o){
let n={fill:"none",stroke:"#3d4753","stroke-opacity":.7,"stroke-linecap":"round","vector-effect":"non-scaling-stroke"};y(
"circle",Object.assign({r:ka[e]||Fa},n,Io[o]),t)}function Na({shape:t,colour:e,fill:o,outline:n,icon:r,ring:s}){let a=Vt[t]||
Vt.circle,l=Ht/2,c=y("svg",{width:Ht,height:Ht,viewBox:`${-l} ${-l} ${Ht} ${Ht}`,"aria-hidden":"true",class:"atlas-symbo\
l"});Io[s]&&Ba(c,t,s);let f={"stroke-linejoin":"round","stroke-linecap":"round"};y("path",Object.assign({d:a.d,fill:"#ff\
f",stroke:"#fff","stroke-width":5.2},f),c);let p=Object.assign({d:a.d,fill:ve(o,e),stroke:e,"stroke-width":1.8},f);return No[n]&&
(p["stroke-dasharray"]=No[n]),No[n]&&o==="full"&&Object.assign(p,{stroke:"#fff"}),y("path",p,c),n==="double"&&Ia(c,a,e),
a.room&&ko[r]&&Ra(c,ko[r],a,{fill:o,outline:n,colour:e}),c}function Ia(t,e,o){t.lastElementChild.setAttribute("stroke-wi\
dth","1.3"),t.lastElementChild.setAttribute("fill","#fff"),y("path",{d:e.d,fill:o,transform:"scale(0.78)",stroke:o,"stro\
ke-width":.5,"stroke-linejoin":"round"},t)}function Ra(t,e,o,{fill:n,outline:r,colour:s}){let a=`translate(0 ${o.drop}) \
scale(${o.room*(r==="double"?.8:1)})`,l=y("g",{transform:a,"stroke-linecap":"round","stroke-linejoin":"round"},t),c=n===
"full"?"#fff":s,f=(p,u)=>e.forEach(({d,line:m})=>y("path",{d,"fill-rule":"evenodd",fill:m?"none":p,stroke:m||u?p:"none",
"stroke-width":(m||0)+u},l));n!=="full"&&n!=="none"&&f("#fff",3),f(c,0)}var _r=t=>({ring:7,node:10}[t.shape]||12.5)+(Io[t.
ring]?1.7:0);var Zt=30,Ce=new Map,Pe=null;function $r(t){let e=I(t),o=Zt/2,n={xmlns:"http://www.w3.org/2000/svg",width:Zt,height:Zt,viewBox:`${-o}\
 ${-o} ${Zt} ${Zt}`};Object.keys(n).forEach(a=>e.setAttribute(a,n[a]));let r=Array.from(e.querySelectorAll('[fill^="url(\
#"]'),a=>a.getAttribute("fill").slice(5,-1));return new Set(r).forEach(a=>e.prepend(document.getElementById(a).cloneNode(
!0))),`{ background-image: url("data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(e))}"); }`}
function zr(t){let e=Object.values(t).join("|");if(!Ce.has(e)){let o=`atlas-look-${Ce.size}`;Pe=Pe||h("style","",document.
head).sheet;let n=`.atlas-afar .${o}:not(.is-node), .${o}.is-minor:not(.is-selected)`;Pe.insertRule(`${n} ${$r(Object.assign(
{},t,{icon:""}))}`),Pe.insertRule(`.${o} ${$r(t)}`),Ce.set(e,o)}return Ce.get(e)}function lt(t,e){let{scale:o,kinds:n}=i.manifest,r=(n||{})[t.kind]||{},s=t.platform_type||r.type,a=((o.types||{})[s]||{}).
shape,l={shape:Vt[a]?a:"circle",colour:P(s),icon:r.icon||"",ring:et(ee(t,e).position_quality)};return a==="ring"?Object.
assign(l,{shape:l.icon?"node":"ring",fill:"none",outline:"solid"}):Object.assign(l,Se(St(t),i.time))}var Va=400,ct=[],kr=new Set,Fr=new WeakMap,Te=[],O=()=>Te,Br=t=>Fr.get(t&&t.closest&&t.closest(".atlas-mark"));function Ha(t){
let e=o=>((i.manifest.kinds||{})[o]||{}).rank||9;t.features.forEach(o=>{let{geometry:n,properties:r}=o;if(!n||!/Point$/.
test(n.type))return;(n.type==="Point"?[n.coordinates]:n.coordinates).forEach(([a,l],c)=>{if(!Number.isFinite(a)||!Number.
isFinite(l))return;let f=L.CRS.EPSG3857.latLngToPoint(L.latLng(l,a),0);ct.push({id:r.id,part:c,feature:o,latlng:L.latLng(
l,a),wx:f.x,wy:f.y,rank:e(r.kind),node:Za(r),element:null,look:"",flat:null,x:0,y:0,dx:0,dy:0,reach:12.5,full:12.5})})})}
var _e=()=>ct.length>Va,Za=t=>["ring","node"].includes(lt(t).shape),ja=(t,e)=>Number(t.node)-Number(e.node)||t.wx-e.wx||
t.wy-e.wy||(t.id<e.id?-1:1);function Wa(t){let e=lt(t.feature.properties,t.part),o=Object.values(e).join("|");t.element||
(t.element=h("div","atlas-mark leaflet-zoom-animated"),Fr.set(t.element,t),Z(t.element,t.feature,t.part===0)),t.look!==o&&
(Da(t,e),t.look=o,t.full=_r(e),t.element.classList.toggle("is-node",t.node)),t.part===0&&t.lang!==i.lang&&(t.element.setAttribute(
"aria-label",v(t.feature.properties)),t.lang=i.lang)}function Da(t,e){let{element:o,flat:n}=t;o.textContent="",n&&o.classList.
remove("is-flat",n),t.flat=_e()?zr(e):null,t.flat?o.classList.add("is-flat",t.flat):o.appendChild(I(e))}function Ua(){let t=ct.
length;i.order.forEach(e=>{let o=i.layers[e];o.def.role==="base"||o.def.draw!=="points"||!o.ready||kr.has(e)||(kr.add(e),
Ha(o))}),ct.length>t&&ct.sort(ja)}function Nr(){Ua(),ct.forEach(o=>{o.element&&!i.shown.has(o.id)&&o.element.remove()}),
Te=ct.filter(o=>i.shown.has(o.id));let t=i.map.getPane("atlas-marks"),e=null;for(let o=Te.length-1;o>=0;o-=1){let n=Te[o];
Wa(n),(n.element.parentNode!==t||n.element.nextSibling!==e)&&t.insertBefore(n.element,e),e=n.element,q(n.element,n.id)}t.
classList.toggle("is-still",_e())}var qa=11,Ir="#3d4753",jt=new Map,$e=t=>Array.isArray(t.extent_districts)?t.extent_districts:[],Ro=t=>t===i.selected||!!(i.
emphasis&&i.emphasis.has(t)),Vr=t=>Ro(t.id)&&$e(t).length>0;function Ga(t,e){let o=t.parts||[],n=Number((o[e]||{}).area_km2);
return n>0?n:o.length>1?NaN:Number(t.area_km2)}var Hr=(t,e)=>t*256*Math.pow(2,i.map.getZoom())/(400750167e-1*Math.cos(e*
Math.PI/180));function Zr(t,e,o){return!(e>0)||Hr(e,t.latlng.lat)<t.whole+3?null:L.circle(t.latlng,Object.assign({pane:"\
atlas-halos",interactive:!1,radius:e,lineCap:"round"},o))}function Ja(t){let e=ee(t.feature.properties,t.part),o=et(e.position_quality)===
"dotted";return Zr(t,Number(e.position_error_km)*1e3,{color:Ir,weight:1.6,dashArray:o?"0.1 5":"6 5",fillColor:Ir,fillOpacity:.06})}
function Ka(t,e){let{properties:o}=t.feature,n=U(P(o.platform_type));return Zr(t,Math.sqrt(Ga(o,t.part)/Math.PI)*1e3,{color:n,
weight:e?2:1.2,opacity:e?.95:.7,dashArray:"10 5",fill:e,fillColor:n,fillOpacity:.07})}function Ya(t){let e=P(t.feature.properties.
platform_type),o=$e(t.feature.properties).map(Eo).filter(Boolean);return o.length===0?null:L.geoJSON({type:"FeatureColle\
ction",features:o},{pane:"atlas-halos",interactive:!1,style:{pane:"atlas-halos",interactive:!1,color:e,weight:1.4,opacity:.75,
fillColor:Cr(e),fillOpacity:1}})}function Xa(){let t=new Map,e=i.map.getZoom()>=qa,o=(n,r,s)=>t.set(n,{mark:r,make:s});return O().
forEach(n=>{let{properties:r}=n.feature,s=n.id===i.selected,a=`${n.id}:${n.part}`;if(s&&o("error:"+a,n,Ja),$e(r).length){
if(!Ro(n.id)||n.part>0)return;let l=$e(r).filter(Eo);o(`extent:${a}:${i.vintage}:${l.length}`,n,Ya)}else(s||e&&!(i.emphasis&&
!Ro(n.id)))&&o(`area:${a}:${s}`,n,l=>Ka(l,s))}),t}var Rr=null;function vt(){let t=Xa(),e=Rr!==i.map.getZoom();Rr=i.map.getZoom(),
jt.forEach((o,n)=>{t.has(n)&&!(e&&o.round)||(o.ink&&o.ink.remove(),jt.delete(n))}),t.forEach(({mark:o,make:n},r)=>{if(jt.
has(r))return;let s=n(o),a=!r.startsWith("extent:");jt.set(r,{ink:s,mark:o,round:a,area:r.startsWith("area:")}),s&&(s.addTo(
i.map),(s.getLayers?s.getLayers():[s]).forEach(l=>Z(l._path,o.feature,!1)))})}var jr=()=>Array.from(jt.values()).filter(
t=>t.area&&t.ink).map(({mark:t,ink:e})=>({mark:t,radius:Hr(e.getRadius(),t.latlng.lat)}));function Qa({area_approved_year:t}){return Number(t)>0?b("approved_area").replace("{year}",String(Number(t))):b("schemat\
ic_area")}function Wr(t){jr().forEach(({mark:e,radius:o})=>{let n=tt(Qa(e.feature.properties),"note",!0);for(let r=0;r<12;r+=
1){let s=(r%2?1:-1)*Math.ceil(r/2)*Math.PI/6-Math.PI/2,a=e.x+t.x+o*Math.cos(s)-n.w/2,l=e.y+t.y+o*Math.sin(s)-n.h/2;if(!j(
{x:a,y:l,w:n.w,h:n.h}))continue;A({x:a,y:l,w:n.w,h:n.h});let c=U(P(e.feature.properties.platform_type));Q(`a:${e.id}:${e.
part}`,n,a-t.x,l-t.y,{id:e.id,colour:c});return}})}var Vo=new WeakMap;function Zo(t){if(!Vo.has(t)){let{type:e,coordinates:o}=t.geometry,n=e==="LineString"?[o]:o;Vo.set(t,
n.map(r=>r.map(([s,a])=>L.CRS.EPSG3857.latLngToPoint(L.latLng(a,s),0))))}return Vo.get(t)}var Ho=new WeakMap;function jo(t,e,o,n,r){
Ho.has(t)||Ho.set(t,L.bounds(t));let{min:s,max:a}=Ho.get(t),l=n.x-o.x,c=n.y-o.y;return a.x*e+l>0&&a.y*e+c>0&&s.x*e+l<r.x&&
s.y*e+c<r.y}function Dr(t,e,o){let{map:n}=i,r=Math.pow(2,n.getZoom()),s=n.getPixelOrigin(),a=n.getSize(),l=[];return Zo(
t).forEach(c=>{if(!jo(c,r,s,o,a))return;let f=c.map(d=>[d.x*r-s.x+o.x,d.y*r-s.y+o.y]),p=-1/0,u=0;for(let d=0;d<f.length-
1;d+=1){let[m,g]=f[d];if(u+=d?Math.hypot(m-f[d-1][0],g-f[d-1][1]):0,u-p<24||m<0||g<0||m>a.x||g>a.y)continue;p=u;let w=0,
x=d;for(;x<f.length-1&&Math.hypot(f[x][0]-m,f[x][1]-g)<e;)x+=1,w+=Math.hypot(f[x][0]-f[x-1][0],f[x][1]-f[x-1][1]);let[M,
E]=f[x],yt=Math.hypot(M-m,E-g);if(yt<e)continue;let F=Math.atan2(E-g,M-m)*180/Math.PI;F>90?F-=180:F<-90&&(F+=180);let B=f[Math.
floor((d+x)/2)];l.push({x:(m+M)/2,y:(g+E)/2,angle:F,bend:w/yt+Math.abs(F)/400,middle:B})}}),l.sort((c,f)=>c.bend-f.bend).
slice(0,24)}function Ur({x:t,y:e,angle:o},{w:n,h:r}){let s=o*Math.PI/180,a=Math.max(1,Math.ceil(n/r));return Array.from(
{length:a},(l,c)=>{let f=((c+.5)/a-.5)*n;return{x:t+f*Math.cos(s)-r/2,y:e+f*Math.sin(s)-r/2,w:r,h:r}})}function qr(t,e,o,n,r){let{properties:s}=t,a=r.shift,l=tt(r.text||Lt(s),e,!0),c=[],f=Dr(t,l.w,a),p=u=>f.forEach(d=>{if(c.
length>=n||d.bend>1.6||c.some(w=>Math.hypot(w.x-d.x,w.y-d.y)<420))return;let m=d.angle*Math.PI/180;(e==="line"?[o,-o,o+8,
-o-8]:[o,-o]).some(w=>{let x={x:d.x+w*Math.sin(m),y:d.y-w*Math.cos(m),angle:d.angle},M=Ur(x,l);if(!M.every(j)||!u&&M.some(
Nt))return!1;M.forEach(A);let E=`${e}:${s.id}:${c.length}`;return Q(E,l,x.x-l.w/2-a.x,x.y-l.h/2-a.y,{angle:d.angle,colour:r.
colour,id:r.id}),c.push(x),!0})});return p(!1),!c.length&&r.bold&&p(!0),c.length}function Gr(t){let{map:e}=i,o=Math.pow(
2,e.getZoom()),n=e.getPixelOrigin(),r=e.getSize();G.forEach(s=>{s.visible&&Zo(s.feature).filter(a=>jo(a,o,n,t,r)).forEach(
a=>a.reduce((l,c)=>{let f={x:c.x*o-n.x+t.x,y:c.y*o-n.y+t.y},p=l?Math.ceil(Math.max(Math.abs(f.x-l.x),Math.abs(f.y-l.y))/
8):0,u=l&&Math.max(l.x,f.x)>0&&Math.max(l.y,f.y)>0&&Math.min(l.x,f.x)<r.x&&Math.min(l.y,f.y)<r.y;for(let d=0;u&&d<Math.min(
p,400);d+=1)gr({x:l.x+(f.x-l.x)*d/p-3,y:l.y+(f.y-l.y)*d/p-3,w:6,h:6});return f},null))})}function Jr(t){let e=new Set,o=Array.
from(G.values()).filter(r=>r.visible),n=r=>r.feature.properties.id===i.selected;o.sort((r,s)=>Number(n(s))-Number(n(r))).
forEach(r=>{let{id:s,kind:a}=r.feature.properties,l=uo(r.feature.properties)||ne("corridor",a);if(e.has(l)||i.emphasis&&
!i.emphasis.has(s))return;let c=n(r)?null:l;qr(r.feature,"line",15,1,{shift:t,text:c,bold:n(r),colour:U(r.colour),id:s})&&
e.add(l)}),!(i.map.getZoom()<6.5)&&Y("rivers").forEach(r=>qr(r,"river",9,3,{shift:t}))}var Kr=(t,e)=>(Math.imul(t,73856093)^Math.imul(e,19349663))&8191;function Wt(t,e,o){let n=new Int32Array(8192).fill(-1),
r=new Int32Array(t.length);for(let s=t.length-1;s>=0;s-=1){let a=Kr(Math.floor(t[s]/o),Math.floor(e[s]/o));r[s]=n[a],n[a]=
s}return(s,a,l)=>{let c=Math.floor(s/o),f=Math.floor(a/o);for(let p=-1;p<=1;p+=1)for(let u=-1;u<=1;u+=1)for(let d=n[Kr(c+
p,f+u)];d>=0;d=r[d])l(d)}}function Yr(t,e,o){let[{x:n,y:r,latlng:s}]=e,a=y("circle",{cx:n.toFixed(1),cy:r.toFixed(1),r:o?9:6,class:"atlas-stack"+(o?
" is-covered":""),role:"button",tabindex:0,"aria-label":b("stack",{n:e.length})},t),l=c=>{L.DomEvent.stop(c),ye.emit(s,e)};
a.addEventListener("click",l),a.addEventListener("keydown",c=>{(c.key==="Enter"||c.key===" ")&&l(c)})}var Xr=null,Wo=null,Do=null,Qr=null,tl=5;function ts(t){let e=n=>y("svg",{class:"atlas-leader-sheet",width:1,height:1},t.
getPane(n)),o=e("atlas-leaders");Xr=[y("path",{class:"atlas-leader-casing"},o),y("path",{class:"atlas-leader"},o)],Qr=[y(
"path",{class:"atlas-tie-casing"},o),y("path",{class:"atlas-tie"},o)],Wo=y("g",{},o),Do=e("atlas-stacks")}var es=t=>Qr.forEach(
e=>e.setAttribute("d",t));function os(t){let e=new Map,o="";t.forEach(s=>{if(s.led=Math.hypot(s.dx,s.dy)>tl,!s.led)return;
o+=`M${s.x.toFixed(1)} ${s.y.toFixed(1)}l${s.dx.toFixed(1)} ${s.dy.toFixed(1)}`;let a=`${Math.round(s.x/4)}|${Math.round(
s.y/4)}`;e.has(a)?e.get(a).push(s):e.set(a,[s])}),Xr.forEach(s=>s.setAttribute("d",o)),Wo.textContent=Do.textContent="";
let n=t.length>800,r=n?null:Wt(t.map(s=>s.x+s.dx),t.map(s=>s.y+s.dy),16);e.forEach(s=>{let[{x:a,y:l}]=s,c=n||s.length<2;
c||r(a,l,p=>{c=c||Math.hypot(t[p].x+t[p].dx-a,t[p].y+t[p].dy-l)<Math.max(8,t[p].reach*.8)});let f=c?Wo:Do;y("circle",{cx:a.
toFixed(1),cy:l.toFixed(1),r:2.6,class:"atlas-place"},f),s.length>1&&Yr(f,s,c)})}var el=220,ze="",ns=t=>t.id===i.selected?t.whole+7:t.reach;function rs(t){let e=vo();return O().filter(o=>{let n=o.x+o.dx+
t.x,r=o.y+o.dy+t.y,s=ns(o);if(n<-s||r<-s||n>e.x+e.w+s||r>e.y+e.h+s)return!1;if(i.emphasis&&!i.emphasis.has(o.id))return!0;
if(A({x:n-s,y:r-s,w:2*s,h:2*s}),o.led)for(let a=0;a<=1;a+=.2)A({x:o.x+o.dx*a+t.x-2,y:o.y+o.dy*a+t.y-2,w:4,h:4});return!0})}
function ol(t,e,o,{w:n,h:r}){let s=o+2;return[[t+s,e-r/2,"left"],[t-s-n,e-r/2,"right"],[t-n/2,e+s,"center"],[t-n/2,e-s-r,
"center"],[t+s*.75,e-s*.6-r,"left"],[t+s*.75,e+s*.6,"left"],[t-s*.75-n,e-s*.6-r,"right"],[t-s*.75-n,e+s*.6,"right"]]}function nl(t,{
w:e,h:o},n,r){let s=t.x+t.dx+n.x,a=t.y+t.dy+n.y;for(let l=36;l<=r;l+=8)for(let c=0;c<24;c+=1){let f=(c%2?1:-1)*Math.ceil(
c/2)*Math.PI/12,p=Math.cos(f),u=Math.sin(f),d=s+l*p,m=a+l*u,g=Math.abs(p)<.4?"center":p>0?"left":"right",w={left:d+3,right:d-
3-e,center:d-e/2}[g],x=g==="center"?u>0?m+2:m-2-o:m-o/2,M={x:w-3,y:x-2,w:e+6,h:o+4};if(!(!j(M)||Nt(M))){ze+=`M${(s-n.x).
toFixed(1)} ${(a-n.y).toFixed(1)}`,ze+=`L${(d-n.x).toFixed(1)} ${(m-n.y).toFixed(1)}`;for(let E=18;E<l;E+=5)A({x:s+E*p-2,
y:a+E*u-2,w:4,h:4});return[w,x,g]}}return null}function rl(t,{w:e,h:o}){let n=vo(),r=([s,a])=>Math.max(0,n.x-s,s+e-n.x-n.
w)+Math.max(0,n.y-a,a+o-n.y-n.h);return t.reduce((s,a)=>r(a)<r(s)?a:s)}function ss(t,e){ze="";let o=new Map;t.forEach(a=>{
o.has(a.id)||o.set(a.id,a)});let n=a=>a.id===i.selected?0:1,r=a=>i.emphasis&&!i.emphasis.has(a.id)?1:0;Array.from(o.values()).
sort((a,l)=>n(a)-n(l)||r(a)-r(l)||a.rank-l.rank||(a.id<l.id?-1:1)).slice(0,el).forEach(a=>{let l=i.map.getZoom()<6&&!a.feature.
properties.corridors;if((r(a)||l)&&a.id!==i.selected)return;let c=a.id===i.selected?"chosen":a.rank<=1?"first":"point",f=Vr(
a.feature.properties)?b("extent_note"):"",p=tt(Lt(a.feature.properties),c,!1,f),u=ol(a.x+a.dx+e.x,a.y+a.dy+e.y,ns(a),p),
d=u.filter(([g,w])=>j({x:g,y:w,w:p.w,h:p.h})),m=d.find(([g,w])=>!Nt({x:g,y:w,w:p.w,h:p.h}))||d[0];!m&&c!=="point"&&(m=nl(
a,p,e,c==="chosen"?420:140)||c==="chosen"&&rl(u,p)),m&&(A({x:m[0],y:m[1],w:p.w,h:p.h}),Q("p:"+a.id,p,m[0]-e.x,m[1]-e.y,{
align:m[2],id:a.id}))}),es(ze)}function sl(){let{map:t,inset:e}=i,o=t.getSize(),n=t.getZoom()<6?{top:20,right:38}:{top:3,right:3};yr({x:3,y:n.top,w:o.x-
3-n.right-e.right,h:o.y-3-n.top-e.bottom}),Zn().forEach(A)}function ot(){if(!i.map.getSize().x)return;wr(),sl();let t=L.
DomUtil.getPosition(i.map.getPane("mapPane"))||L.point(0,0),e=rs(t);Gr(t),ss(e,t),Wr(t),Jr(t),Or(t),br()}var is=120,R=4.6,il=(t,e,o,n)=>[[t-R*o+R*.8*-n,e-R*n+R*.8*o],[t+R*.4*o,e+R*.4*n],[t-R*o-R*.8*-n,e-R*n-R*.8*o]];function al(t){
let e=i.map.getZoom();return(!t.course||t.course.zoom!==e)&&(t.course={zoom:e,points:le(t.points.map(o=>i.map.project(o,
e)),t.lanes)}),t.course.points}function ll(t,e,o){let n=null,r=is/2;al(t).forEach(s=>{if(n){let a=s.x-n.x,l=s.y-n.y,c=Math.
hypot(a,l);for(;c>0&&r<=c;){let f=r/c,p=n.x+a*f,u=n.y+l*f;e.contains([p,u])&&o(il(p,u,a/c,l/c)),r+=is}r-=c}n=s})}function ke(){
let{map:t}=i,e=t.getPixelBounds(),o=t.getSize().multiplyBy(.3),n=L.bounds(e.min.subtract(o),e.max.add(o));G.forEach(r=>{
if(!r.visible)return;let s=[];r.legs.forEach(a=>ll(a,n,l=>s.push(l.map(([c,f])=>t.unproject(L.point(c,f)))))),r.arrow.setLatLngs(
s),r.arrowCasing.setLatLngs(s)})}var Fe=10,cl=6,Uo=-360,qo=540,At=null,Be=null;function ls(t){let e=[];for(let o=Uo;o<=qo;o+=Fe)e.push([[-80,o],[84,o]]);
for(let o=-80;o<=80;o+=Fe)e.push([[o,Uo],[o,qo]]);At=L.polyline(e,{pane:"atlas-graticule",renderer:L.canvas({padding:.2,
pane:"atlas-graticule"}),interactive:!1,color:"#8a949b",weight:.6,opacity:.45,noClip:!1}),Be=h("div","atlas-graticule-la\
bels",t.getContainer()),Be.setAttribute("aria-hidden","true"),t.on("move",cs)}var as=(t,[e,o])=>`${Math.abs(t)}°${t>0?e:
t<0?o:""}`;function Ne(){if(!At)return;let t=i.map.getZoom()<cl;t!==i.map.hasLayer(At)&&(t?At.addTo(i.map):At.remove()),
cs()}function cs(){Be.textContent="";let{map:t}=i;if(!t.hasLayer(At))return;let e=t.getBounds(),o=t.getSize(),n=(c,f,p,u)=>{
let d=h("span","is-"+u,Be,c);d.style.transform=`translate(${Math.round(f)}px, ${Math.round(p)}px)`},r=256*Math.pow(2,t.getZoom())/
360,s=(c,...f)=>f.find(p=>p*r>=c)||90,a=t.getZoom()<3?s(48,30,60):Fe,l=s(16,Fe,30,60);for(let c=Math.ceil(Math.max(e.getWest(),
Uo)/a)*a;c<Math.min(e.getEast(),qo);c+=a){let f=t.latLngToContainerPoint([0,c]).x;f>90&&f<o.x-60&&n(as((c+540)%360-180,[
"E","W"]),f,0,"top")}for(let c=Math.ceil(Math.max(e.getSouth(),-80)/l)*l;c<Math.min(e.getNorth(),84);c+=l){let f=t.latLngToContainerPoint(
[c,0]).y;f>40&&f<o.y-40&&n(as(c,["N","S"]),o.x-i.inset.right,f,"right")}}var ds=1,fl=150,dl=40,pl=5.5,ul=t=>Math.max(6,Math.min(90,Math.round(18e3/Math.max(t,1))));function ps(t,e){if(t.forEach(
s=>{s.dx=0,s.dy=0}),e<pl)return;let o=t.slice().sort((s,a)=>s.id<a.id?-1:s.id>a.id?1:s.part-a.part),n=o.filter(s=>!s.small),
r=o.filter(s=>s.small);fs(n),fs(r),gl(o,ul(o.length)),o.forEach(s=>{Math.hypot(s.dx,s.dy)<1.5&&(s.dx=0,s.dy=0)})}function fs(t){
let e=Wt(t.map(n=>n.x),t.map(n=>n.y),12),o=new Uint8Array(t.length);t.forEach((n,r)=>{if(o[r])return;let s=[];e(n.x,n.y,
a=>{!o[a]&&Math.hypot(t[a].x-n.x,t[a].y-n.y)<10&&(o[a]=1,s.push(a))}),!(s.length<2)&&(s.sort((a,l)=>a-l),ml(s.map(a=>t[a]),
2*n.reach+ds))})}function ml(t,e){let o=t.length<=6?t.length:6,n=0,r=t.length===2?e/2:e/(2*Math.sin(Math.PI/Math.max(o,3)));
for(;n<t.length;){let s=Math.max(1,Math.floor(2*Math.PI*r/e)),a=Math.min(n===0?o:s,t.length-n);for(let l=0;l<a;l+=1){let c=l/
a*2*Math.PI-(a===2?Math.PI:Math.PI/2);t[n+l].dx=r*Math.cos(c),t[n+l].dy=r*Math.sin(c)}n+=a,r+=e}}var hl=(t,e)=>t.firm===
e.firm?.5:t.firm?0:1;function gl(t,e){let o=t.length,n=new Float64Array(o),r=new Float64Array(o),s=new Float64Array(o);t.
forEach((a,l)=>{n[l]=a.x+a.dx,r[l]=a.y+a.dy,s[l]=a.reach});for(let a=0;a<e;a+=1){let l=Wt(n,r,30),c=!1;for(let f=0;f<o;f+=
1)l(n[f],r[f],p=>{if(p<=f)return;let u=s[f]+s[p]+ds,d=n[p]-n[f],m=r[p]-r[f],g=Math.sqrt(d*d+m*m);if(g>=u-.01)return;g<.01&&
(d=Math.cos(f*2.399963),m=Math.sin(f*2.399963),g=1);let w=(u-Math.min(g,u))/g,x=hl(t[f],t[p]);n[f]-=d*w*x,r[f]-=m*w*x,n[p]+=
d*w*(1-x),r[p]+=m*w*(1-x),c=!0});if(!c)break;yl(t,n,r,a<e*.6?.04:0)}t.forEach((a,l)=>{a.dx=n[l]-a.x,a.dy=r[l]-a.y})}function yl(t,e,o,n){
for(let r=0;r<t.length;r+=1){let s=t[r].small?dl:fl,a=e[r]-t[r].x,l=o[r]-t[r].y,c=Math.sqrt(a*a+l*l),f=Math.min(1-n,c>s?
s/c:1);e[r]=t[r].x+a*f,o[r]=t[r].y+l*f}}var xl=9,wl=3,bl=50,us="";function hs(t){ts(t),t.on("zoomanim",Ml),t.on("zoomstart",()=>t.getContainer().classList.add("\
atlas-zooming")),t.on("zoomend",()=>t.getContainer().classList.remove("atlas-zooming"))}var gs=t=>t<2.8?.2:t<5?.34:t<7?.66:
t<8.5?.92:1,ms=t=>Math.min(.5,gs(t)*.75),Ll=t=>t.rank>=wl&&!t.node&&!(i.emphasis&&i.emphasis.has(t.id));function ys(t,e,o){
let{style:n}=t.element;t.flat?[n.left,n.top]=[`${Math.round(e)}px`,`${Math.round(o)}px`]:n.transform=`translate(${Math.round(
e)}px, ${Math.round(o)}px)`}function Ie(){let{map:t}=i,e=O(),o=t.getZoom(),n=Math.pow(2,o),r=t.getPixelOrigin(),s=o<xl&&
e.filter(d=>!d.node).length>=bl;e.forEach(d=>{d.small=s&&Ll(d)});let a=e.map(d=>d.id+d.part+(d.small?"s":"")).join(),l=i.
emphasis?Array.from(i.emphasis).join():"",c=[o,r.x,r.y,a,l].join("|");if(c===us)return;us=c,e.forEach(d=>{d.x=d.wx*n,d.y=
d.wy*n});let f=gs(o),p=t.getPane("atlas-marks"),u=o<2.8?.62:1;p.style.setProperty("--mark",String(f)),p.style.setProperty(
"--minor",String(ms(o))),p.style.setProperty("--station",String(u)),t.getContainer().classList.toggle("atlas-afar",f<.6),
e.forEach(d=>{d.firm=d.node||!!(i.emphasis&&i.emphasis.has(d.id)),d.whole=d.full*(d.node?u:f),d.reach=d.small?d.full*ms(
o):d.whole,d.element.classList.toggle("is-minor",d.small)}),ps(e,o),e.forEach(d=>{d.x-=r.x,d.y-=r.y,ys(d,d.x+d.dx,d.y+d.
dy)}),os(e)}function Ml(t){if(_e())return;let{map:e}=i,o=Math.pow(2,t.zoom),n=e.project(t.center,t.zoom).subtract(e.getSize().
divideBy(2)).add(L.DomUtil.getPosition(e.getPane("mapPane")));O().forEach(r=>ys(r,r.wx*o-n.x+r.dx,r.wy*o-n.y+r.dy))}var Re=!1,Go=0,Jo=!1;Object.assign(L.Browser,{ie3d:!0});function xs(t){let{classList:e}=t.getContainer();t.on("movestart",
()=>e.add("atlas-moving")),t.on("moveend",()=>e.remove("atlas-moving")),t.on("zoomend",()=>{Re=!0}),t.on("moveend",()=>{
Ko(Re)})}function Ko(t){if(i.drawn){if(Go){Jo=!0;return}at(),t&&(Re=!1,Ie(),vt()),ke(),Ne(),ot()}}function Dt(t){Go+=1,Jo=
!1;try{t()}finally{Go-=1}return Re=!1,Jo}var Es={animate:!1,reset:!0},El=-2,Ve=2,qt=0,ft=!1,Ut=null,ws=!1,nt=null;function Gt(t){qt+=1;try{t()}finally{qt-=1}}function Os(t){
t.on("moveend",()=>{qt||(ft=!0,nt=null,or())}),L.DomEvent.off(window,"resize",t._onResize,t),window.ResizeObserver?new ResizeObserver(
Ls).observe(t.getContainer()):window.addEventListener("resize",Ls)}var bs="";function Ls(){let t=!1,e=i.map.getZoom();Dt(
()=>{t=Yo(),t&&i.inset&&!ft&&Xo()}),t&&i.inset&&Ko(i.map.getZoom()!==e)}function Yo(){let{map:t}=i,e=t.getContainer(),o=`${e.
clientWidth}x${e.clientHeight}`;return!e.clientWidth||!e.clientHeight||bs===o?!1:(bs=o,S(),Gt(()=>{t.invalidateSize({animate:!1,
pan:!0}),nt&&t.setView(nt.center,nt.zoom,Es)}),!0)}function Ol(){let t=Sl(i.state);return t||(i.state.fit==="route"?Bt():
null)||L.latLngBounds(i.manifest.home)}function Sl({bounds:t}){if(!Array.isArray(t)||t.length!==4||!t.every(Number.isFinite))
return null;let[e,o,n,r]=t;return L.latLngBounds([[o,e],[r,n]])}var Ss=()=>ft;function Xo(){let{map:t,inset:e}=i,o=t.getSize(),
n=Ft(),r=Ol();t.options.minZoom=El;let s=L.point(12,14),a=L.point(12+n,14),l=L.point(14,30+e.bottom),c=p=>t.getBoundsZoom(
r,!1,p.add(l)),f=o.x-n>560&&c(s)-c(a)<=.5?a:s;Gt(()=>{t.fitBounds(r,{animate:!1,paddingTopLeft:f,paddingBottomRight:l}),
t.setMinZoom(Math.min(Ve,t.getZoom()))})}function vs(){nt=null}function As(t){qt+=1,t.once("moveend",()=>{qt-=1})}function Qo(t){
if(!ws){ws=!0;let n=de(t.view);if(n){ft=!0,Ut=Ms(t),nr(t.view),nt=n,i.map.options.minZoom=Math.min(Ve,n.zoom),Gt(()=>i.map.
setView(n.center,n.zoom,Es));return}rr()}let e=Ms(t);if(e===Ut)return;let o=Ut===null||Ut.split("|")[0]!==e.split("|")[0];
Ut=e,o&&(ft=!1,nt=null,bo()),ft||Xo()}var Ms=t=>`${t.bounds||t.fit||"city"}|${t.fit==="route"&&Bt()?"lines":""}`;function He(){
ft=!1,nt=null,bo(),Xo()}function Ze(){let t=e=>e.rows.map(o=>Sr(Object.keys(o.sample||{})[0])).find(Boolean);return(i.manifest.legend||[]).filter(
e=>(t(e)||i.time)===i.time)}function je(){let t=Oe(i.time),e={type:new Set,[t]:new Set,corridor:new Set};return i.shown.
forEach(o=>{let{properties:n}=J(o);e.type.add(n.platform_type),e.corridor.add(n.kind),e[t].add(St(n)||"null")}),e}var C={land:"#f6f4ee",coast:"#c9d2d6",edgeDark:"#c4bfb3",region:"#8d8677",outline:"#4b5563",river:"#8fb8d6"},vl={core:"#\
f3e6d8",northeast:"#dfe9df",southeast:"#e4e2ee"},We=[7,5];function De(t){let{regions:e}=i.manifest.scale;return te(e&&e[t]&&
e[t].tint,vl[t]||C.land)}var Ue="#5b6470",on=t=>y("svg",{width:t,height:16,viewBox:`0 0 ${t} 16`,"aria-hidden":"true"}),Cs={type(t){let e=((i.manifest.
scale.types||{})[t]||{}).shape;return nn(I({shape:e,colour:P(t),fill:"full",outline:"solid",icon:""}))},status:t=>tn(t,"\
plan"),status_target:t=>tn(t,"target"),status_now:t=>tn(t,"now"),region(t){let e=on(22);return y("rect",{x:1,y:2,width:20,
height:12,rx:2,fill:De(t),stroke:C.region,"stroke-width":1},e),e},outline(){let t=on(34);return y("path",{d:"M3 8H31",fill:"\
none",stroke:C.outline,"stroke-width":1.5,"stroke-dasharray":We.join(" ")},t),t},mode:t=>en(t,!1,Ue),corridor:t=>en("",!1,
P("corridor",t)),schematic:()=>en("",!0,Ue),quality:t=>nn(I({shape:"circle",colour:Ue,fill:"full",outline:"solid",icon:"",
ring:et(t)}),16)},qe=(t,e)=>Cs[t]?Cs[t](e):null;function tn(t,e){let{fill:o,outline:n}=Se(t==="null"?null:t,e);return nn(
I({shape:"square",colour:Ue,fill:o,outline:n,icon:""}))}function nn(t,e){return t.setAttribute("width",String(e||19)),t.
setAttribute("height",String(e||19)),t}function en(t,e,o){let n=on(34);return re(t,e,o).forEach(r=>y("path",{d:"M3 8H31",
fill:"none",stroke:r.color,"stroke-width":r.weight,"stroke-opacity":r.opacity===void 0?1:r.opacity,"stroke-linecap":r.lineCap||
"round","stroke-dasharray":r.dashArray||"none"},n)),n}function Al(){let t={...je(),mode:new Set,schematic:new Set,quality:new Set,region:new Set},e=Oe(i.time);return t[e]=new Set,
i.shown.forEach(o=>{let{geometry:n,properties:r}=J(o);n&&(r.platform_type!=="corridor"&&t[e].add(St(r)||"null"),(r.legs||
[]).forEach(s=>{t.mode.add(s.mode),s.schematic&&t.schematic.add("yes")}),/Point$/.test(n.type)&&r.platform_type!=="corri\
dor"&&et(r.position_quality)!=="none"&&t.quality.add(r.position_quality))}),t}function Ps(){let t=Al();return Ze().map(e=>({
title:(e.title||{})[i.lang]||"",rows:e.rows.map(o=>({row:o,code:Object.entries(o.sample||{})[0]||["",""]})).filter(({code:[
o,n]})=>!!t[o]&&t[o].has(n)).map(({row:o,code:[n,r]})=>({label:(o.label||{})[i.lang]||"",sample:qe(n,r)}))})).filter(e=>e.
rows.length)}var Ts=new Map;function Cl(t){let e=lt(t.properties),o={dashed:"6 4",dotted:"1 5"}[e.outline]||null,n=["hatch","dots"].includes(
e.fill)?ve(e.fill,e.colour):e.colour,[r]=L.geoJSON(t,{style:()=>({pane:"atlas-areas",interactive:!1,className:"atlas-are\
a",color:e.colour,weight:2,dashArray:o,fillColor:n,fillOpacity:{full:.35,half:.2,hatch:.4,dots:.4}[e.fill]||.05}),pane:"\
atlas-areas",interactive:!1}).getLayers();return r.on("add",()=>Z(r._path,t,!0)),r}function Ge(){ae("areas",(t,e)=>{let{
id:o}=t.properties,n=Ts.get(o);e&&!n&&Ts.set(o,n=Cl(t)),n&&(e!==i.map.hasLayer(n)&&(e?n.addTo(i.map):n.remove()),e&&q(n.
_path,o))})}function $(t){i.map.closePopup(),i.selected=i.chosen=t,O().forEach(e=>q(e.element,e.id)),Ge(),fe(),vt(),ot(),K.emit(t)}function V(t){let e=atob(t),o=new Uint8Array(e.length);for(let n=0;n<e.length;n+=1)o[n]=e.charCodeAt(n);return o}function _s(t){
return JSON.parse(new TextDecoder("utf-8").decode(V(t)))}var Pl=640,Tl=320,W=null,rn=null,sn=null,dt=null,Ct=!1,pt=!1,$s="";function ks(t){W=t.attributionControl,W.setPrefix(!1),
W._update=()=>{},W._container.textContent="",rn=h("span","atlas-credit-whole",W._container),sn=h("span","atlas-credit-st\
amp",W._container),dt=h("button","atlas-credit-button",W._container),dt.type="button",dt.addEventListener("click",()=>Je(
!pt)),W._container.addEventListener("keydown",e=>{e.key==="Escape"&&pt&&(e.stopPropagation(),Je(!1))}),t.on("click",()=>{
pt&&Je(!1)}),Bs()}function Fs(){let t=`${i.lang} ${zs()}`;if($s===t)return;$s=t;let{credit:e,review:o}=zs()?i.manifest.foreign:
i.manifest,n=r=>(r||{})[i.lang];rn.textContent=[n(e),b("prefix")].filter(Boolean).join(" · "),sn.textContent=n(o)||"",dt.
textContent=b("credit_short"),dt.title=b("credit_fold"),S(),an()}function zs(){let{own:t,drafts:e,foreign:o}=i.state||{};
return!!(i.manifest.foreign&&(o||t&&t.layers||e&&e.length))}function an(){let{clientWidth:t,clientHeight:e}=i.map.getContainer(),
o=t<Pl||e<Tl;o!==Ct&&(Ct=o,Je(!1))}function Je(t){pt=t,Bs(),S()}function Bs(){W._container.classList.toggle("is-folded",
Ct),rn.hidden=Ct&&!pt,sn.hidden=!Ct||pt,dt.hidden=!Ct,dt.setAttribute("aria-expanded",String(pt))}var Is="atlas-legend-open",_l=600,$l=520,zl=1300,z=null,Pt=null,D=null,Ns="",cn=[],kl=()=>{try{return sessionStorage.getItem(
Is)}catch{return null}},Fl=t=>{try{sessionStorage.setItem(Is,t?"1":"0")}catch{}};function Rs(t){let e=L.Control.extend({
onAdd(){return z=h("section","atlas-legend leaflet-bar"),Pt=h("button","atlas-legend-button",z),Pt.type="button",D=h("di\
v","atlas-legend-body",z),D.id="atlas-legend-body",Pt.setAttribute("aria-controls",D.id),Pt.addEventListener("click",()=>{
Ke=!1,fn(D.hidden),Fl(!D.hidden),S(),ot()}),jn(z),L.DomEvent.disableClickPropagation(z).disableScrollPropagation(z),z}});
new e({position:"bottomleft"}).addTo(t);let o=kl(),{clientWidth:n,clientHeight:r}=t.getContainer();fn(r>=$l&&(o===null?n>=
_l:o==="1"))}function fn(t){D.hidden=!t,Pt.setAttribute("aria-expanded",String(t)),z.classList.toggle("is-open",t),i.map.
getContainer().classList.toggle("atlas-legend-open",t)}var Ke=!1,ln="";function Vs(t){if(ln===t.fit)return;ln=t.fit;let e=ln===
"route"&&i.map.getSize().x<zl;if(e&&!D.hidden)Ke=!0;else if(e||!Ke)return;fn(!e),e||(Ke=!1),S()}var dn=()=>z;function pn(t){
if(!z)return;let e=i.lang+i.time;if(Ns!==e&&(Ns=e,Bl()),!t)return;let o=je();cn.forEach(({row:n,key:r,code:s})=>n.classList.
toggle("is-absent",!!o[r]&&!o[r].has(s)))}function Bl(){z.setAttribute("aria-label",b("legend")),Pt.textContent=b("legen\
d"),D.textContent="",cn=[],Ze().forEach(t=>{let e=h("div","atlas-legend-group",D);h("h3","",e,(t.title||{})[i.lang]||"");
let o=h("ul","",e);t.rows.length>3&&t.rows.every(Nl)&&(o.className="is-double"),t.rows.forEach(n=>{let r=h("li","",o),[s,
a]=Object.entries(n.sample||{})[0]||["",""],l=h("span","atlas-legend-sample",r),c=qe(s,a);c&&l.appendChild(c),h("span","",
r,(n.label||{})[i.lang]||""),cn.push({row:r,key:s,code:a})})})}var Nl=({label:t})=>Array.from((t||{})[i.lang]||"").reduce(
(e,o)=>e+(o>"⺀"?2:1),0)<=16;var un=null,Tt=null;function Zs(t){t.zoomControl&&t.zoomControl.remove(),un=L.control.zoom({position:"topleft"}).addTo(t);
let e=L.Control.extend({onAdd(){let o=h("div","leaflet-bar atlas-reset");Tt=h("a","",o),Tt.href="#",Tt.setAttribute("rol\
e","button");let n=y("svg",{width:16,height:16,viewBox:"-8 -8 16 16","aria-hidden":"true"},Tt);return y("path",{d:"M-6.2\
 .6L0 -5.6L6.2 .6M-4.4 -.6V5.6H4.4V-.6",fill:"none",stroke:"currentColor","stroke-width":1.7,"stroke-linejoin":"round","\
stroke-linecap":"round"},n),L.DomEvent.disableClickPropagation(o),L.DomEvent.on(Tt,"click",r=>{L.DomEvent.preventDefault(
r),He()}),o}});if(new e({position:"topleft"}).addTo(t),Rs(t),t.attributionControl||L.control.attribution({position:"bott\
omright",prefix:!1}).addTo(t),ks(t),L.control.scale({position:"bottomright",metric:!0,imperial:!1,maxWidth:110}).addTo(t),
t.getContainer().setAttribute("role","region"),window.ResizeObserver){let o=new ResizeObserver(Il);[t.getContainer(),t.attributionControl.
getContainer(),dn()].forEach(n=>o.observe(n))}}function Il(){an();let{map:t}=i,e=t.getContainer(),o=t.attributionControl.
getContainer(),n=o.offsetWidth+dn().offsetWidth+24>e.clientWidth;e.classList.toggle("atlas-tight",n),e.style.setProperty(
"--credit",`${n?o.offsetHeight:0}px`),S()}var Hs="";function mn(){if(Fs(),Hs===i.lang)return;Hs=i.lang,S();let{map:t}=i,
e=(o,n)=>{o&&(o.title=b(n),o.setAttribute("aria-label",b(n)))};e(un._zoomInButton,"zoom_in"),e(un._zoomOutButton,"zoom_o\
ut"),e(Tt,"reset"),t.getContainer().setAttribute("aria-label",b("label")),t.getContainer().setAttribute("lang",i.lang===
"en"?"en":"zh-CN"),mo()}function hn(t){let e=i.map.getSize(),o=t&&t.narrow&&e.x<=640?t.narrow:t||{},n=(r,s)=>{let a=parseFloat(r);return Number.
isFinite(a)?Math.max(0,Math.min(/%$/.test(r)?a/100*s:a,s*.7)):0};return{right:n(o.right,e.x),bottom:n(o.bottom,e.y)}}var rt=null,js=null;function Ws(t){t.attributionControl&&t.attributionControl.remove(),t.attributionControl=null,rt=h("d\
iv","atlas-loading",t.getContainer()),rt.setAttribute("role","status"),h("div","atlas-loading-bar",rt),js=h("div","",rt)}
var Ds=()=>{rt&&(js.textContent=(window.AtlasLoading||{})[i.state.lang||"zh"]||b("loading"))};function Ye(){rt&&rt.remove(),
rt=null}var Rl={used:"tiles_used",partial:"tiles_partial",failed:"tiles_failed"},Vl=8e3,Xe=[],ut=null,mt="",Qe=0,gn=0;function Gs(t){
let e=i.tiles;if(!e||!Array.isArray(e.urls))return;t.createPane("atlas-tiles").style.zIndex="220",t.createPane("atlas-ti\
le-edges").style.zIndex="225",Xe=e.urls.map(n=>L.tileLayer(n,{pane:"atlas-tiles",subdomains:e.subdomains,maxNativeZoom:e.
max_zoom,attribution:"",crossOrigin:!1})),Xe.forEach(n=>n.on({tileload:()=>{Qe+=1,Us()},tileerror:()=>{gn+=1,Us()}}).addTo(
t));let o=L.Control.extend({onAdd(){return ut=h("div","atlas-tiles-badge"),ut.setAttribute("role","status"),ut}});new o(
{position:"bottomright"}).addTo(t),setTimeout(()=>{Qe||Js("failed")},Vl),window.addEventListener("online",()=>Xe.forEach(
n=>n.redraw()))}function Us(){!Qe&&Xe[0].isLoading()&&gn<3||Js(Qe?gn?"partial":"used":"failed")}function Js(t){mt!==t&&(mt=
t,mt!=="failed"&&Ks(),yn())}var qs=null;function Ks(){let t=i.layers.regions;if(qs||!t||!t.ready)return;let e={pane:"atl\
as-tile-edges",interactive:!1,fill:!1,color:C.region,weight:2};qs=L.geoJSON({type:"FeatureCollection",features:t.features},
{style:e,pane:"atlas-tile-edges",interactive:!1}).addTo(i.map)}function yn(){if(!ut||!mt)return;let t=b(Rl[mt],{source:i.
tiles.source[i.lang]});ut.textContent!==t&&(ut.textContent=t,ut.dataset.state=mt,mt!=="failed"&&Ks(),S())}var Ys="";function Xs(){let{map:t,inset:e,selected:o}=i,n=o?`${o}|${e.right}|${e.bottom}`:"";if(n===Ys)return;Ys=n;let r=o&&
O().find(d=>d.id===o);if(!r)return;let s=t.latLngToContainerPoint(r.latlng).add([r.dx,r.dy]),a=t.getSize(),l=46,c=(d,m,g)=>d<
m?d-m:d>g-l?d-g+l:0,f=Wn(),p=s.y>a.y-f.y-l?f.x+l:l,u=L.point(c(s.x,p,a.x-e.right),c(s.y,l,a.y-e.bottom)).round();!u.x&&!u.
y||(vs(),As(t),t.panBy(u,{animate:!matchMedia("(prefers-reduced-motion: reduce)").matches,duration:.3}))}var xn=null;function bn(){if(!xn){let{lat:t,lng:e}=L.latLngBounds(i.manifest.home).getCenter(),[o,n]=Mt([e,t]);xn={x:o,y:n}}
return xn}var wn=new WeakMap;function Qs(t){if(!wn.has(t)){let{type:e,coordinates:o}=t.geometry,n=L.bounds([]),r=new Path2D,
s=new Path2D,{x:a,y:l}=bn();({LineString:[o],MultiPolygon:o.flat()}[e]||o).forEach(f=>{let p=Mt(f.flatMap(([d,m])=>[d,m])),
u=d=>Math.abs(f[d][0])===180;for(let d=0;d<p.length;d+=2){let m=L.point(p[d]-a,p[d+1]-l);n.extend(m),d?r.lineTo(m.x,m.y):
r.moveTo(m.x,m.y),d&&!(u(d/2)&&u(d/2-1))?s.lineTo(m.x,m.y):s.moveTo(m.x,m.y)}/Polygon$/.test(e)&&r.closePath()}),wn.set(
t,{path:r,edge:s,bounds:n})}return wn.get(t)}var Hl=256,ti=L.Renderer,ei=ti.extend({options:{padding:.4,pane:"atlas-base"},inks:[],_initContainer(){this._container=h(
"canvas","")},_destroyContainer(){this._container.remove(),this._container=null},_updatePaths(){},_update(){this._map._animatingZoom&&
this._bounds||(ti.prototype._update.call(this),this.paint())},paint(){let{_map:t,_container:e,_bounds:o}=this,n=o.getSize(),
r=Math.min(2,window.devicePixelRatio||1),s=Math.pow(2,t.getZoom()),a=bn(),l=t.getPixelOrigin().add(o.min).subtract(L.point(
a.x,a.y).multiplyBy(s));L.DomUtil.setPosition(e,o.min),Object.assign(e,{width:n.x*r,height:n.y*r}),Object.assign(e.style,
{width:n.x+"px",height:n.y+"px"});let c=e.getContext("2d"),f=L.bounds(l,l.add(n)),p=L.bounds(f.min.divideBy(s),f.max.divideBy(
s));c.setTransform(r*s,0,0,r*s,-l.x*r,-l.y*r),c.lineJoin=c.lineCap="round",this.inks.forEach(({path:u,edge:d,bounds:m,fill:g,
line:w,weight:x,opacity:M,turns:E,dash:yt})=>E.forEach(F=>{let B=L.point(F*Hl,0);p.intersects(L.bounds(m.min.add(B),m.max.
add(B)))&&(c.save(),c.translate(B.x,0),c.globalAlpha=M||1,g&&(c.fillStyle=g,c.fill(u,"evenodd")),c.setLineDash((yt||[]).
map(kt=>kt/s)),w&&(c.strokeStyle=w,c.lineWidth=x/s,c.stroke(d)),c.restore())}))}});var to=new Map,oi="",_t=null,ht=t=>e=>Object.assign({turns:[0]},Qs(e),t),ni={land:t=>t.map(ht({fill:C.land,line:C.coast,
weight:.8,turns:[-1,0,1]})),areas:t=>t.map(e=>{let o=De(e.properties.region);return ht({fill:o,line:o,weight:1})(e)}).concat(
t.map(ht({line:C.edgeDark,weight:.7,opacity:.9}))),regions:t=>t.flatMap(e=>[ht({line:"#ffffff",weight:4.5,opacity:.75})(
e),ht({line:C.region,weight:1.5})(e)]),outlines:t=>t.map(ht({line:C.outline,weight:1.5,opacity:.85,dash:We})),rivers:t=>t.
map(e=>ht({line:C.river,weight:/changjiang/.test(e.properties.id)?2.6:1.7,opacity:.95})(e))};function Ln(){pr();let t=i.
order.filter(o=>{let{def:n,ready:r}=i.layers[o];return n.role==="base"&&r&&Ot(o)&&ni[xe(n)]});if(i.map.getContainer().classList.
toggle("atlas-inland",i.order.some(o=>i.layers[o].def.beyond&&!t.includes(o))),t.join()===oi)return;oi=t.join(),t.filter(
o=>!to.has(o)).forEach(o=>{try{to.set(o,ni[xe(i.layers[o].def)](i.layers[o].features.filter(n=>n.geometry)))}catch(n){to.
set(o,[]),N(o,n)}});let e=t.flatMap(o=>to.get(o));_t?(_t.inks=e,_t.paint()):(_t=new ei,_t.inks=e,_t.addTo(i.map))}var Jt=[22,30],ri=[[0,0],[22,0],[-22,0],[0,-24],[0,24],[20,-24],[-20,-24],[44,0],[-44,0]];function si(t){let e=h("span",
"",null,String(t.label||""));return L.marker([t.lat,t.lon],{pane:"atlas-drafts",interactive:!1,keyboard:!1,icon:L.divIcon(
{className:"atlas-number",iconSize:Jt,iconAnchor:[Jt[0]/2,Jt[1]],html:e})})}function ii(t){let e=[];t.eachLayer(o=>{if(!(o instanceof
L.Marker))return;let n=i.map.latLngToContainerPoint(o.getLatLng()),r=a=>e.every(l=>Math.abs(l.x-n.x-a[0])>=Jt[0]||Math.abs(
l.y-n.y-a[1])>=Jt[1]-6),s=ri.find(r)||ri[0];e.push(n.add(L.point(s[0],s[1]))),o.getElement().style.translate=`${s[0]}px ${s[1]}\
px`})}var On="#7a2e5f",Kt=null,ai="",Mn=t=>Number.isFinite(t.lat)&&Number.isFinite(t.lon);function Zl(t){let e=L.latLng(t.lat,
t.lon),o=(r,s)=>r>0?L.circle(e,Object.assign({pane:"atlas-halos",interactive:!1,radius:r*1e3,color:On,className:"atlas-r\
ing-of-question"},s)):null,n=t.high>t.low;return[o(Number(t.km),{weight:1.6,opacity:.85,fillColor:On,fillOpacity:.07}),n&&
o(Number(t.low),{weight:1,opacity:.7,dashArray:"0.1 4",lineCap:"round",fill:!1}),n&&o(Number(t.high),{weight:1,opacity:.7,
dashArray:"0.1 4",lineCap:"round",fill:!1})].filter(Boolean)}function jl(t){let e=L.circleMarker([t.lat,t.lon],{pane:"at\
las-halos",interactive:!1,radius:7,weight:3,color:On,fillColor:"#fff",fillOpacity:1,className:"atlas-draft"}),o=h("span",
"atlas-draft-label",null,String(t.label||""));return e.bindTooltip(o,{permanent:!0,pane:"atlas-drafts",className:"atlas-\
draft-tip"})}function Wl(){let t=i.map.getContainer(),e=eo(t),o=Array.from(t.querySelectorAll(".leaflet-atlas-marks-pane\
 [data-feature-id], .leaflet-control"),eo);Kt.eachLayer(n=>{let r=n.getTooltip();if(!r)return;let s=li.map(([a,l])=>{ci(
r,a,l,e);let c=eo(r.getElement());return o.filter(f=>f.left<c.right&&f.right>c.left&&f.top<c.bottom&&f.bottom>c.top).length});
s[0]<=s[1]&&ci(r,...li[0],e)})}function En(){Wl(),ii(Kt)}var li=[["top",-8],["bottom",8]],eo=t=>t.getBoundingClientRect();
function ci(t,e,o,n){let r=t.getElement();Object.assign(t.options,{direction:e,offset:L.point(0,o)}),r.style.translate="",
t.update();let s=eo(r),a=Math.max(n.left+2-s.left,0)||Math.min(n.right-2-s.right,0);Math.abs(a)<s.width/2&&(r.style.translate=
a+"px")}function fi(t){let e=(t.rings||[]).filter(Mn),o=(t.drafts||[]).filter(Mn),n=(t.numbers||[]).filter(Mn),r=JSON.stringify(
[e,o,n]);r!==ai&&(ai=r,Kt&&Kt.remove(),Kt=L.layerGroup([...e.flatMap(Zl),...o.map(jl),...n.map(si)]).addTo(i.map),i.map.
off("zoomend moveend resize",En).on("zoomend moveend resize",En),En())}var $t=null,di="";function pi(t){let{popup:e,selected:o}=t,n=e&&o?JSON.stringify([o,e]):"";if(n===di&&(!n||$t&&$t.isOpen())||
(di=n,$t&&$t.remove(),$t=null,!n))return;let r=h("div","atlas-brief"),s=h("button","atlas-brief-close",r,"×");s.type="b\
utton",s.setAttribute("aria-label",e.close),s.addEventListener("click",()=>{$(null),i.map.getContainer().focus({preventScroll:!0})}),
e.lines.forEach((l,c)=>h(c?"p":"h2","",r,l));let a=h("a","",h("p","",r),e.link);/^(https?:\/\/|\.\.\/)/.test(e.href)&&(a.
href=e.href),a.target="_blank",a.rel="noopener",$t=L.popup({className:"atlas-popup",maxWidth:280,minWidth:180,closeButton:!1,
autoPanPaddingTopLeft:[12,48],autoPanPaddingBottomRight:[12,40],offset:[0,-6]}).setLatLng(Dl(o)).setContent(r).openOn(i.
map),i.chosen===o&&a.focus({preventScroll:!0}),i.chosen=null}function Dl(t){let{map:e}=i,o=O().find(a=>a.id===t);if(o)return e.
containerPointToLatLng(e.latLngToContainerPoint(o.latlng).add([o.dx,o.dy]));if(i.chosen===t&&i.clickedAt)return i.clickedAt;
let n=J(t),r=e.getCenter();return(n&&n.geometry?L.geoJSON(n).getLayers().flatMap(Ul):[]).reduce((a,l)=>a&&r.distanceTo(a)<=
r.distanceTo(l)?a:l,null)||r}var Ul=t=>t.getLatLngs?t.getLatLngs().flat(3):[t.getLatLng()];var Sn=(t,e)=>{let o=Object.keys(t||{}).concat(Object.keys(e||{})),n=(r,s)=>((r||{})[s]||[]).slice().sort().join();return o.
every(r=>n(t,r)===n(e,r))};function ui({layers:t,filters:e={}},o,n){let r=t.reduce((l,c)=>l+(c.count||0),0),s=new Uint8Array(
Math.ceil(r/8)).fill(255);r%8&&(s[s.length-1]=(1<<r%8)-1);let a=l=>s.forEach((c,f)=>{s[f]=c&(l[f]||0)});return n&&a(V(n)),
Object.keys(o).filter(l=>o[l].length).forEach(l=>{let c=new Uint8Array(s.length);o[l].forEach(f=>V(e[l][f]).forEach((p,u)=>{
c[u]|=p})),a(c)}),s}var ql=["shown","choices","search","stamp","painted"],vn=t=>JSON.stringify(Object.keys(t).filter(e=>!ql.
includes(e)).sort().map(e=>[e,t[e]]));var mi=2e3,Gl=15e3,T=[],yi=0,hi=0,oo=null,gi=null,An=null,xi=null;function wi(t){({draw:An,update:xi}=t)}var Jl=t=>t.some(
e=>e==="corridor"||e in(i.manifest.scale.corridors||{}));function bi(t,e){let{state:o,drawn:n}=i;if(!n||!o.choices||!((i.
manifest.filters||{})[t]||{})[e])return;let r=T.length?T[T.length-1]:o.choices,s=r[t]||[],a=Object.assign({},r,{[t]:s.includes(
e)?s.filter(l=>l!==e):s.concat([e])});[r,a].some(l=>Jl(Object.values(l).flat()))||(T=(T.length?T:[r]).concat([a]),yi=performance.
now(),hi+=1,T.length===2&&(gi=o),clearTimeout(oo),oo=setTimeout(()=>{T=[],An(gi)},Gl),An(Object.assign({},o,{shown:ui(i.
manifest,a,o.search),stamp:`ahead-${hi}`})))}function Li(t){clearTimeout(oo);let o=T.slice(0,-1).some(n=>Sn(n,t.choices))&&
!Sn(T[T.length-1],t.choices)&&performance.now()-yi<mi;return o?oo=setTimeout(()=>xi(t),mi):T=[],o}function Mi(t){let{drawn:e}=i,
o=V(String(t.shown));return!(e.shown instanceof Uint8Array)||vn(e)!==vn(t)?!1:e.shown.length===o.length&&e.shown.every((n,r)=>n===
o[r])}function Ei(t,{layers:e,order:o}){let n=new Set,r=typeof t.shown=="string"?V(t.shown):t.shown,s=0;return o.forEach(a=>{let l=e[a],
{def:c}=l,f=s;c.role!=="base"&&(s+=c.count,l.ready&&l.features.forEach((p,u)=>{(!r||r[f+u>>3]>>(f+u&7)&1)&&n.add(p.properties.
id)}))}),n}var Cn={own:{ink:"#b34700",fill:"rgba(217,95,2,0.25)",point:"#d95f02",rim:"#ffffff"},preview:{ink:"#00695c",fill:"rgba(0\
,121,107,0.12)",point:"#00796b",rim:"#ffffff"}},Oi={error:"#8f0d12",warning:"#8f0d12",note:"#4d5660"},Kl=2e3,Yt=null,Xt=(t,e)=>!t.
kept||!!(t.kept[e>>3]>>(e&7)&1);function Si(t,e,o){let n=Cn[e.role],{path:r,starts:s,shapes:a,areas:l,pathRows:c}=e,f=0;
t.lineWidth=1.6,t.strokeStyle=n.ink,t.fillStyle=n.fill,t.setLineDash(e.role==="preview"?[5,4]:[]);for(let p=0;p<a.length;){
let u=p,d=a[p];for(t.beginPath();p<a.length&&a[p]===d&&l[p]===l[u];p+=1){for(let m=s[p];m<s[p+1];m+=1){let g=r[2*m]*o.scale-
o.left,w=r[2*m+1]*o.scale-o.top;m===s[p]?t.moveTo(g,w):t.lineTo(g,w)}l[u]&&t.closePath()}Xt(e,c[u])&&(l[u]&&t.fill("even\
odd"),t.stroke(),f+=1)}return t.setLineDash([]),f}function vi(t,e,o,n){return e.rows.length>Kl?Xl(t,e,o):Yl(t,e,o,n)}function Yl(t,e,o,n){
let r=Cn[e.role],{points:s,rows:a}=e,l=[];for(let c=0;c<a.length;c+=1){let f=Math.round(s[2*c]*o.scale-o.left),p=Math.round(
s[2*c+1]*o.scale-o.top);f>-9&&p>-9&&f<n.x+9&&p<n.y+9&&Xt(e,a[c])&&l.push(f,p)}t.fillStyle=r.rim;for(let c=0;c<l.length;c+=
2)t.fillRect(l[c]-5,l[c+1]-5,10,10);t.fillStyle=r.point;for(let c=0;c<l.length;c+=2)t.fillRect(l[c]-3,l[c+1]-3,7,7);return l.
length/2}function Xl(t,e,o){let{points:n,rows:r}=e,{width:s,height:a}=t.canvas,l=s/parseFloat(t.canvas.style.width),c=new ImageData(
s,a),f=new Uint32Array(c.data.buffer),p=Math.round(3*l),u=Ql(Cn[e.role].point),d=o.scale*l,m=o.left*l+p/2,g=o.top*l+p/2,
w=0;for(let x=0;x<r.length;x+=1){let M=Math.round(n[2*x]*d-m),E=Math.round(n[2*x+1]*d-g);if(!(M>-p&&E>-p&&M<s&&E<a)||!Xt(
e,r[x]))continue;let yt=Math.min(M+p,s),F=Math.min(E+p,a);for(let B=Math.max(E,0);B<F;B+=1)for(let kt=B*s+Math.max(M,0);kt<
B*s+yt;kt+=1)f[kt]=u;w+=1}return Yt||(Yt=document.createElement("canvas")),Object.assign(Yt,{width:s,height:a}),Yt.getContext(
"2d").putImageData(c,0,0),t.save(),t.setTransform(1,0,0,1,0,0),t.drawImage(Yt,0,0),t.restore(),w}function Ql(t){let[e,o,
n]=[1,3,5].map(r=>parseInt(t.slice(r,r+2),16));return(255<<24|n<<16|o<<8|e)>>>0}function Ai(t,e,o){let n=i.map.project([
e[1],e[0]],o.zoom),r=n.x-o.left,s=n.y-o.top;t.beginPath(),t.arc(r,s,9,0,2*Math.PI),t.lineWidth=4,t.strokeStyle="#ffffff",
t.stroke(),t.lineWidth=2,t.strokeStyle=Oi[e[2]]||Oi.note,t.stroke()}var tc=.35,k=null,no=[],Ci=[];function Pi(){let{map:t}=i,e=t.createPane("atlas-own");e.style.zIndex="545",e.style.pointerEvents=
"none",k=h("canvas","atlas-own leaflet-zoom-animated",e),k.setAttribute("aria-hidden","true"),t.on("moveend zoomend resi\
ze",_i),t.on("zoomanim",o=>{let n=t.getZoomScale(o.zoom,gt.zoom),r=t._latLngToNewLayerPoint(gt.corner,o.zoom,o.center);L.
DomUtil.setTransform(k,r,n)})}function Ti(t,e){no=t,Ci=e,_i()}var gt={zoom:0,corner:null,scale:1,left:0,top:0};function _i(){
let{map:t}=i,e=t.getSize(),o=Math.min(2,window.devicePixelRatio||1),n=e.multiplyBy(tc).round(),r=e.add(n.multiplyBy(2)),
s=t.containerPointToLayerPoint(n.multiplyBy(-1)),a=t.getPixelOrigin().add(s);gt={zoom:t.getZoom(),corner:t.layerPointToLatLng(
s),scale:Math.pow(2,t.getZoom()),left:a.x,top:a.y},(k.width!==r.x*o||k.height!==r.y*o)&&(Object.assign(k,{width:r.x*o,height:r.
y*o}),Object.assign(k.style,{width:r.x+"px",height:r.y+"px"})),L.DomUtil.setTransform(k,s,1);let l=k.getContext("2d");l.
setTransform(o,0,0,o,0,0),l.clearRect(0,0,r.x,r.y);let c=0;no.forEach(f=>{c+=Si(l,f,gt)+vi(l,f,gt,r)}),Ci.forEach(f=>Ai(
l,f,gt)),k.dataset.own=String(c)}var $i=()=>k&&no.length?{layers:no,view:gt,isKept:Xt}:null;function zi(t,e){let o=h("ul","atlas-stack-list");e.forEach(s=>{let a=h("button","",h("li","",o));a.type="button",a.appendChild(
I(lt(s.feature.properties,s.part))),h("span","",a,oe(s.feature.properties,s.part)),a.addEventListener("click",()=>$(s.id))});
let{inset:n}=i;L.popup({className:"atlas-popup",maxWidth:320,closeButton:!1,autoPanPaddingTopLeft:[Ft()+8,12],autoPanPaddingBottomRight:[
n.right+12,n.bottom+12]}).setLatLng(t).setContent(o).openOn(i.map);let r=o.querySelector("button");r&&r.focus({preventScroll:!0})}var _=null;function ki(t){_=h("div","atlas-tip",t),_.hidden=!0}function Pn(t,e,o,n){let r=t&&J(t);if(!r)return;let s=Br(
n||e.target);_.textContent=s?oe(r.properties,s.part):v(r.properties),_.hidden=!1,Bi(o||i.map.mouseEventToContainerPoint(
e))}function Fi(t){_.hidden||Bi(i.map.mouseEventToContainerPoint(t))}function ro(){_&&(_.hidden=!0)}function Bi(t){let e=i.
map.getSize(),o=t.x+16+_.offsetWidth>e.x?t.x-12-_.offsetWidth:t.x+16,n=t.y-14-_.offsetHeight<0?t.y+20:t.y-14-_.offsetHeight;
_.style.transform=`translate(${Math.round(Math.max(2,o))}px, ${Math.round(n)}px)`}var so=t=>{let e=t.closest&&t.closest("[data-feature-id], [data-part-of]");return e?e.getAttribute("data-feature-id")||e.
getAttribute("data-part-of"):null},Ii=[];function Ri(t){Ii.push(t)}var Ni=t=>Ii.some(e=>e(t));function Vi(t){let e=t.getContainer();
ki(e),ye.on(zi),["atlas-marks","atlas-hits","atlas-areas"].forEach(o=>{let n=t.getPane(o);L.DomEvent.on(n,"dblclick",L.DomEvent.
stop),L.DomEvent.on(n,"click",r=>{let s=so(r.target);s&&(L.DomEvent.stop(r),!(t.dragging&&t.dragging.moved())&&(o!=="atl\
as-marks"&&Ni(t.mouseEventToLatLng(r))||(i.clickedAt=t.mouseEventToLatLng(r),$(s))))}),n.addEventListener("keydown",r=>{
let s=so(r.target);!s||r.key!=="Enter"&&r.key!==" "||(r.preventDefault(),r.stopPropagation(),i.clickedAt=null,$(s))}),n.
addEventListener("mouseover",r=>Pn(so(r.target),r)),n.addEventListener("mousemove",r=>Fi(r)),n.addEventListener("mouseou\
t",ro),n.addEventListener("focusin",r=>ec(r.target)),n.addEventListener("focusout",ro)}),t.on("click",o=>{let{lat:n,lng:r}=o.
latlng;if(i.state&&i.state.points)K.emit(null,{lon:r,lat:n});else{if(Ni(o.latlng))return;i.selected&&$(null)}}),t.on("mo\
vestart zoomstart",ro),e.addEventListener("keydown",o=>{o.key==="Escape"&&i.selected&&$(null)})}function ec(t){let e=so(
t),o=e&&O().find(s=>s.element===t);if(i.map.getContainer().scrollTop=i.map.getContainer().scrollLeft=0,!o)return;let n=i.
inset;oc(o)||i.map.panInside(o.latlng,{paddingTopLeft:[60,60],paddingBottomRight:[60+n.right,60+n.bottom]});let r=i.map.
latLngToContainerPoint(o.latlng);t.matches(":focus-visible")&&Pn(e,null,r.add([o.dx,o.dy]),t)}function oc(t){let e=i.map.
latLngToContainerPoint(t.latlng),o=i.map.getSize();return e.x>20&&e.y>20&&e.x<o.x-i.inset.right-20&&e.y<o.y-i.inset.bottom-
20}function Hi(t,e,o,n){let r=n,s=null;return t.layers.forEach(a=>a.rows.forEach((l,c)=>{let f=Math.hypot(a.points[2*c]-e,a.
points[2*c+1]-o);f<r&&t.isKept(a,l)&&(r=f,s={layer:a,row:l})})),s}function Zi(t,e,o,n){let r=n,s=null,a=null;return t.layers.
forEach(l=>{let{starts:c,shapes:f,areas:p,pathRows:u}=l;for(let d=0;d<f.length;){let m=d,g=1/0,w=!1;for(;d<f.length&&f[d]===
f[m]&&p[d]===p[m];d+=1){let x=nc(l.path,c[d],c[d+1],e,o);g=Math.min(g,x.gap),w=w!==(x.crossed&&!!p[d])}t.isKept(l,u[m])&&
(g<r&&(r=g,s={layer:l,row:u[m]}),w&&(a={layer:l,row:u[m]}))}}),s||a}function nc(t,e,o,n,r){let s=1/0,a=!1;for(let l=e;l+
1<o;l+=1){let c=t[2*l]-n,f=t[2*l+1]-r,p=t[2*l+2]-n-c,u=t[2*l+3]-r-f,d=Math.max(0,Math.min(1,-(c*p+f*u)/(p*p+u*u||1)));s=
Math.min(s,Math.hypot(c+d*p,f+d*u)),f>0!=f+u>0&&c-f*p/u>0&&(a=!a)}return{gap:s,crossed:a}}var ji=9,rc=500,sc=2e4,ic=".st-key-own-table",zt=null,Tn=0,_n=null;function Wi(t){let e=$i();if(!e)return null;let{scale:o,
zoom:n}=e.view,r=i.map.project(t,n),s=r.x/o,a=r.y/o;return Hi(e,s,a,ji/o)||Zi(e,s,a,ji/o)}var Di=()=>!!(i.state&&!i.state.
points&&i.state.own&&i.state.own.heard);function ac(t){let e=Di()&&Wi(t);return e?(K.emit(null,{own:[e.layer.number,e.row]}),
lc(),!0):!1}function lc(){try{let t=window.parent,e=t.document,o=new AbortController;_n&&_n.abort(),_n=o,["wheel","touch\
move","pointerdown","keydown"].forEach(l=>{e.addEventListener(l,()=>o.abort(),{signal:o.signal,capture:!0,passive:!0})});
let n=t.performance.now(),r=n,s=NaN,a=l=>{if(o.signal.aborted)return;let c=e.querySelector(ic);(!c||c.getBoundingClientRect().
top!==s)&&(r=l,c&&c.scrollIntoView({block:"center"}),s=c?c.getBoundingClientRect().top:NaN),l-r<rc&&l-n<sc?t.requestAnimationFrame(
a):o.abort()};t.requestAnimationFrame(a)}catch{}}function Ui(t){zt=h("div","atlas-tip",t.getContainer()),zt.hidden=!0,Ri(
ac),t.on("mousemove",cc),t.on("mouseout movestart",()=>{zt.hidden=!0})}function cc(t){Tn||(Tn=requestAnimationFrame(()=>{
Tn=0;let e=Wi(t.latlng),o=e&&e.layer.names[e.row];if(i.map.getContainer().classList.toggle("is-over-own",!!e&&Di()),zt.hidden=
!o,!o)return;zt.textContent=bt(o);let n=i.map.latLngToContainerPoint(t.latlng);zt.style.transform=`translate(${Math.round(
n.x+14)}px, ${Math.round(Math.max(2,n.y-30))}px)`}))}var fc=[["points",Float32Array],["pointRows",Uint32Array],["path",Float32Array],["pathStarts",Uint32Array],["pathShapes",
Uint32Array],["pathRows",Uint32Array],["pathAreas",Uint8Array]];function qi(t){let e=new DataView(t).getUint32(0,!0),o=JSON.
parse(new TextDecoder("utf-8").decode(new Uint8Array(t,4,e))),n={},r=4+e;return fc.forEach(([s,a],l)=>{n[s]=new a(t,r,o.
sizes[l]),r+=n[s].byteLength}),{role:o.role==="preview"?"preview":"own",names:Array.isArray(o.names)?o.names:[],points:Mt(
n.points),path:Mt(n.path),rows:n.pointRows.length?n.pointRows:Uint32Array.from({length:n.points.length/2},(s,a)=>a),starts:n.
pathStarts,shapes:n.pathShapes,pathRows:n.pathRows,areas:n.pathAreas,kept:null,number:0}}var H=new Map,Gi="",$n=!1;function zn(t){let e=t.own||{};if(!$n&&!e.layers)return;$n||dc();let o=(e.layers||[]).map(r=>r.
url);Array.from(H.keys()).filter(r=>!o.includes(r)).forEach(r=>H.delete(r)),(e.layers||[]).forEach((r,s)=>{H.has(r.url)||
mc(r.url);let a=H.get(r.url);a&&Object.assign(a,{number:s,kept:r.kept?V(r.kept):null})}),Ti(o.map(r=>H.get(r)).filter(Boolean),
e.marks||[]),e.painted&&o.every(r=>H.get(r))&&Et.emit(e.painted);let n=e.focus?JSON.stringify(e.focus):"";n&&n!==Gi&&(uc(),
pc(e.focus.to)),Gi=n}function dc(){$n=!0,Pi(),Ui(i.map)}function pc(t){let{map:e}=i,o={animate:!1};t.length===2?e.setView(
[t[1],t[0]],Math.max(e.getZoom(),11),o):e.fitBounds([[t[1],t[0]],[t[3],t[2]]],{padding:[24,24],maxZoom:12,...o})}function uc(){
try{window.frameElement&&window.frameElement.scrollIntoView({block:"nearest"})}catch{}}function mc(t){H.set(t,null),fetch(
t,{credentials:"same-origin",cache:"no-store"}).then(e=>{if(!e.ok)throw new Error("HTTP "+e.status);return e.arrayBuffer()}).
then(e=>{H.has(t)&&(H.set(t,qi(e)),zn(i.state))}).catch(e=>{H.delete(t),N(b("own"),e)})}var kn=t=>i.layers[t].asked&&!i.layers[t].ready&&!i.layers[t].failed;function hc(t){let{port1:e,port2:o}=new MessageChannel;
e.onmessage=()=>{e.close(),t()},o.postMessage(null)}function Fn(t){if(i.order.some(kn)||(Ye(),t==null))return;let{painted:e}=i.
state,o=()=>{i.state.stamp===t&&(document.documentElement.dataset.atlasState=String(t)),e&&Et.emit(e)};document.hidden?setTimeout(
o,50):requestAnimationFrame(()=>hc(o))}var gc=640,Bn=0,Ji="",io=()=>!!(window.Streamlit&&window.Streamlit.setComponentValue);function Ki(t){t.getContainer().classList.
add("atlas"),Et.on(xc),K.on(wc),io()&&(document.documentElement.classList.add("atlas-framed"),t.getContainer().classList.
add("atlas-fill"),yc())}function yc(){let e="",o=-1/0,n=({target:r,timeStamp:s})=>{let a=r.closest&&r.closest("label"),l=a&&
a.closest('[class*="st-key-"]'),c=l&&a.querySelector('input[type="checkbox"]:enabled')&&/st-key-([a-z_0-9]+)-([a-z0-9-]+)/.
exec(l.className);!c||c[0]===e&&s-o<40||([e,o]=[c[0],s],bi(c[1],c[2]))};try{let r=window.parent.document;r.addEventListener(
"click",n,!0),window.addEventListener("pagehide",()=>r.removeEventListener("click",n,!0))}catch{}}function xc(t){Ji===t||
!io()||(Ji=t,fetch(t,{cache:"no-store"}).catch(()=>{}))}function Yi(t){let e=t==="en"?"en":"zh-CN",o=document.documentElement;
o.lang!==e&&(o.lang=e)}function Xi(t,e){if(!(!e.selected||t&&t.selected===e.selected||!io()))try{let o=window.parent;if(o.
innerWidth>=gc)return;let n=o.document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="st\
SidebarCollapseButton"] button');n&&n.click()}catch{}}function wc(t,e){Bn=Math.max(Bn+1,Date.now());let o={id:t,n:Bn,...e};
if(io()){let n={last_active_drawing:o},r=window.__GLOBAL_DATA__;r&&(r.last_active_drawing=o,r.previous_data=n),window.Streamlit.
setComponentValue(n)}document.dispatchEvent(new CustomEvent("atlas:select",{detail:o}))}var bc=40,Lc=150,Qi=t=>i.layers[t].def.role==="base",Qt=1/0,In=null,Rn=!1;function ao(){if(!i.state||!i.started)return;let t=i.
order.filter(kn);if(!t.length)return Nn(0,Vn);i.order.some(e=>!Qi(e)&&i.layers[e].ready)?Nn(Lc,Vn):!Rn&&!t.some(Qi)&&Nn(
bc,ta)}function Nn(t,e){let o=performance.now()+t;if(Qt<=o)return;clearTimeout(In),Qt=o;let n=()=>{Qt=1/0,e()};t?In=setTimeout(
n,t):(Qt=-1/0,Promise.resolve().then(n))}function lo(){let{state:t}=i;i.lang=t&&t.lang==="en"?"en":"zh",i.time=t&&["targ\
et","now"].includes(t.time)?t.time:"plan",fr(t)}function ta(){i.drawn||Rn||i.state.fit==="route"||(Rn=!0,Yo(),lo(),i.inset=
hn(i.state.inset),mn(),pn(!1),Dt(()=>Qo(i.state)),Ln())}function Vn(){clearTimeout(In),Qt=1/0;let t=performance.now(),{state:e}=i;
ta(),lo(),Yi(i.lang),at(),i.shown=Ei(e,i),i.emphasis=Array.isArray(e.emphasis)&&e.emphasis.length?new Set(e.emphasis):null,
i.map.getContainer().classList.toggle("atlas-emphasis",!!i.emphasis),i.inset=hn(e.inset),i.selected=e.selected||null,Xi(
i.drawn,e),Ln(),Ge();let o=fe();Nr(),zn(e),mn(),yn(),Vs(e),pn(!0);let n=Dt(()=>{Qo(e),Ie(),vt(),fi(e),Xs()});n&&at(),(n||
o)&&ke(),(n||!i.drawn)&&Ne(),ot(),pi(e),wo(),i.drawn=e,i.timings.update=performance.now()-t,Fn(e.stamp)}function co(t){i.
drawn&&Li(t)||(i.drawn&&Mi(t)?(i.state=i.drawn=t,Fn(t.stamp)):Hn(t))}function Hn(t){if(i.state=t,!i.started)return Ds();
i.drawn?Vn():ao()}var Mc=[["atlas-base",210],["atlas-graticule",230],["atlas-areas",300],["atlas-halos",340],["atlas-lines",400],["atlas-h\
its",410],["atlas-leaders",560],["atlas-labels",600],["atlas-marks",620],["atlas-stacks",630],["atlas-drafts",640]];function ea(t,e){
window.openMap=i.map=t,i.prefix=e.prefix||String(e.manifest).replace(/[^/]*$/,""),Ki(t),wi({draw:Hn,update:co});let o=e.
manifest,n=typeof o=="string"?Lo(o):Promise.resolve(o);return Ws(t),Object.assign(t.options,{zoomSnap:.25,zoomDelta:.75,
wheelPxPerZoomLevel:90,minZoom:Ve,maxZoom:13}),matchMedia("(prefers-reduced-motion: reduce)").matches&&(t._zoomAnimated=
!1,t.options.inertia=!1),Mc.forEach(([r,s])=>{(t.getPane(r)||t.createPane(r)).style.zIndex=String(s)}),i.given=e.data||{},
i.tiles=e.tiles||null,i.homeless=e.address===!1,n.then(Ec).catch(r=>{Ye(),N("manifest",r)})}function Ec(t){i.manifest=t,
i.given=Object.assign({},t.data,i.given),i.order=t.layers.map(n=>n.id),t.layers.forEach(n=>{i.layers[n.id]={def:n,features:[],
asked:!1,ready:!1,failed:!1}});let e=i.map;ge.on(ao),lo();let o=at();return Gt(()=>{e._loaded||e.fitBounds(t.home,{animate:!1})}),
Ar(),Vi(e),hs(e),xr(e),Zs(e),Gs(e),ls(e),Os(e),er(),i.started=!0,xs(e),ao(),Promise.all(o)}return aa(Oc);})();
