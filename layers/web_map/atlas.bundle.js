/* made by "make bundle" from layers/web_map/atlas; sources 9be1546314eb82769ac0993200617213abea322b424616db35ddc7ac4ab25ecf */
"use strict";var Atlas=(()=>{var co=Object.defineProperty;var Xi=Object.getOwnPropertyDescriptor;var Qi=Object.getOwnPropertyNames;var ta=Object.prototype.hasOwnProperty;var ea=(t,e)=>{for(var o in e)co(t,o,{get:e[o],enumerable:!0})},oa=(t,e,o,n)=>{if(e&&typeof e=="object"||typeof e=="func\
tion")for(let r of Qi(e))!ta.call(t,r)&&r!==o&&co(t,r,{get:()=>e[r],enumerable:!(n=Xi(e,r))||n.enumerable});return t};var na=t=>oa(co({},"__esModule",{value:!0}),t);var wc={};ea(wc,{baseFeatures:()=>Y,choose:()=>$,decode:()=>Ps,element:()=>h,hasMoved:()=>Es,legendOfShown:()=>As,lineBounds:()=>Bt,
resetView:()=>Ve,session:()=>i,shownMarks:()=>O,start:()=>Yi,svg:()=>y,update:()=>lo});var i={map:null,manifest:null,prefix:"",given:{},layers:{},order:[],state:null,drawn:null,selected:null,chosen:null,clickedAt:null,
lang:"zh",started:!1,timings:{}};var xt=null,fo=null;function In(){if(xt)return xt;let t=i.map.getContainer(),e=t.getBoundingClientRect(),o=Array.from(t.
querySelectorAll(".leaflet-control, .atlas-failures"));return window.ResizeObserver&&!fo&&(fo=new ResizeObserver(()=>{xt=
null}),o.concat([t]).forEach(n=>fo.observe(n))),xt=o.map(n=>n.getBoundingClientRect()).filter(n=>n.width).map(n=>({x:n.left-
e.left-4,y:n.top-e.top-4,w:n.width+8,h:n.height+8})),xt}var S=()=>{xt=null},wt=null;function Hn(t){wt=t}var kt=()=>wt&&wt.
classList.contains("is-open")?wt.offsetWidth+20:0,Zn=()=>L.point(kt(),wt?wt.offsetHeight+20:0);function Xt(t,e){return typeof t=="string"&&/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(t)?t:e}function P(t,e){let{types:o,corridors:n}=i.
manifest.scale,r=e&&n&&n[e];return r&&Xt(typeof r=="string"?r:r.colour,null)||Xt(o&&o[t]&&o[t].colour,"#5b6470")}function U(t){
let e=t.length===4?t.replace(/[0-9a-f]/gi,"$&$&"):t;return"#"+[1,3,5].map(o=>Math.round(parseInt(e.slice(o,o+2),16)*.62).
toString(16).padStart(2,"0")).join("")}var ra=/[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g,
sa=/\udb40[\udc00-\udc7f]/g,bt=t=>String(t).replace(ra,"").replace(sa,"");function h(t,e,o,n){let r=document.createElement(
t);return e&&(r.className=e),n!==void 0&&(r.textContent=bt(n)),o&&o.appendChild(r),r}var ia="http://www.w3.org/2000/svg";
function y(t,e,o){let n=document.createElementNS(ia,t);return Object.keys(e||{}).forEach(r=>n.setAttribute(r,String(e[r]))),
o&&o.appendChild(n),n}function v(t){let e=i.lang==="en"?t.name_en:t.name_zh;return bt(e||t.name_zh||t.name_en||t.id||"")}function po(t){let e=((i.
manifest||{}).labels||{})[t.id];return e&&e[i.lang]}function Lt(t){return bt(po(t)||v(t))}var Qt=(t,e)=>(t.parts||[])[e]||
t;function te(t,e){let o=(t.parts||[])[e]||{},n=(i.lang==="en"?o.name_en:o.name_zh)||o.name_zh||o.name_en;return v(t)+(n&&
n!==v(t)?" · "+n:"")}function ee(t,e){let n=(i.manifest.legend||[]).flatMap(r=>r.rows).find(r=>r.sample&&r.sample[t]===
e);return n&&n.label&&n.label[i.lang]||null}function oe(t,e,o){let n={lineCap:"round",lineJoin:"round"},r={lineCap:"butt",lineJoin:"round"},s=a=>Object.assign({color:"\
#ffffff",weight:a,opacity:.85},n);if(e)return[s(4.6),Object.assign({color:o,weight:2.6,opacity:.7,dashArray:"0.1 7"},n)];
switch(t){case"rail":return[s(6),Object.assign({color:o,weight:4},r),Object.assign({color:"#ffffff",weight:1.9,dashArray:"\
7 7"},r)];case"road":return[s(6.4),Object.assign({color:o,weight:4.6},n),Object.assign({color:"#ffffff",weight:2},n)];case"\
river":return[Object.assign({color:o,weight:7,opacity:.32},n),Object.assign({color:o,weight:2,opacity:.95},n)];case"sea":
return[s(4.6),Object.assign({color:o,weight:2.4,dashArray:"12 6 0.1 6"},n)];case"air":return[s(3.4),Object.assign({color:o,
weight:1.6,dashArray:"6 6"},r)];default:return[s(5),Object.assign({color:o,weight:2.6},n)]}}function b(t,e){let o=i.manifest&&i.manifest.words||{};return((o[i.lang]||{})[t]||(o.zh||{})[t]||"").replace(/\{(\w+)\}/g,
(r,s)=>e&&s in e?String(e[s]):r)}var ne=null,re=[];function N(t,e){re.includes(t)||re.push(t),window.console&&console.warn("atlas:",t,String(e&&e.message)),
uo()}function uo(){if(!re.length||!i.map)return;ne=ne||h("div","atlas-failures",i.map.getContainer()),ne.setAttribute("r\
ole","status");let t=re.map(o=>{let n=i.layers[o];return n&&n.def.title&&n.def.title[i.lang]||o}),e=b("failed",{layer:t.
join(", ")})||t.join(", ");ne.textContent=e,S(),document.documentElement.setAttribute("data-atlas-failed",e)}function se(t,e){i.order.forEach(o=>{let n=i.layers[o];n.def.role==="base"||n.def.draw!==t||!n.ready||n.features.forEach(
r=>{if(!(!r.geometry||r.broken))try{e(r,i.shown.has(r.properties.id),n)}catch(s){r.broken=!0,N(o,s)}})})}function Z(t,e,o){
t.setAttribute(o?"data-feature-id":"data-part-of",e.properties.id),o&&(t.setAttribute("role","button"),t.setAttribute("t\
abindex","0"),t.setAttribute("aria-label",v(e.properties)))}function q(t,e){t&&(t.classList.toggle("is-faded",!!(i.emphasis&&
!i.emphasis.has(e))),t.classList.toggle("is-selected",i.selected===e))}var jn=t=>t.key||(t.key=t.lng.toFixed(5)+","+t.lat.toFixed(5)),Dn=(t,e)=>{let o=jn(t),n=jn(e);return o<n?o+" "+n:n+" "+o};
function Un(t){let e=new Map;return t.forEach(({kind:o,parts:n})=>n.forEach(r=>r.forEach((s,a)=>{if(!a)return;let l=Dn(r[a-
1],s),c=e.get(l)||[];c.includes(o)||e.set(l,c.concat([o]).sort())}))),e}function qn(t,e,o){let n=t.slice(1).map((r,s)=>{
let a=o.get(Dn(t[s],r))||[];return a.length>1?(a.indexOf(e)-(a.length-1)/2)*5.6:0});return n.some(Boolean)?t.map((r,s)=>((n[s-
1]===void 0?n[s]:n[s-1])+(n[s]===void 0?n[s-1]:n[s]))/2):null}function Wn(t,e,o){let n=e;for(;t[n+o]&&Math.hypot(t[n].x-
t[e].x,t[n].y-t[e].y)<14;)n+=o;return t[n]}function ie(t,e){return e?t.map((o,n)=>{let r=Wn(t,n,-1),s=Wn(t,n,1),a=s.x-r.
x,l=s.y-r.y,c=Math.hypot(a,l);return c?L.point(o.x-l/c*e[n],o.y+a/c*e[n]):o}):t}var ae=L.Polyline,Gn=ae.extend({_setLatLngs(t){let{like:e}=this.options;if(!e){ae.prototype._setLatLngs.call(this,t);return}
this._latlngs=e._latlngs,this._bounds=e._bounds},_project(){let{lanes:t,like:e}=this.options;if(e){this._rings=e._rings,
this._rawPxBounds=e._rawPxBounds,this._rawPxBounds&&this._updateBounds();return}ae.prototype._project.call(this),t&&(this.
_rings=this._rings.map((o,n)=>ie(o,t[n])))},_update(){let{like:t}=this.options;if(this._map){if(!t){ae.prototype._update.
call(this);return}this._parts=t._parts,this._updatePath()}},_updatePath(){let{like:t}=this.options;this._d=t?t._d:L.SVG.
pointsToPath(this._parts,!1)||"M0 0",this._path.setAttribute("d",this._d)}});var G=new Map,mo=new WeakMap;function Yn(t){if(!mo.has(t)){let e=t.type==="LineString"?[t.coordinates]:t.coordinates;mo.
set(t,e.map(o=>o.map(([n,r])=>L.latLng(r,n))))}return mo.get(t)}var ho=new Map;function aa(t){if(!ho.has(t.def.id)){let e=t.
features.filter(o=>o.geometry&&/LineString$/.test(o.geometry.type));ho.set(t.def.id,Un(e.map(o=>({kind:o.properties.kind,
parts:Yn(o.geometry)}))))}return ho.get(t.def.id)}function la({geometry:t,properties:e},o){return Yn(t).map((n,r)=>Object.
assign({points:n,lanes:qn(n,e.kind,aa(o))},(e.legs||[])[r]))}function ca(t){let e=new Map;return t.forEach(o=>{let n=`${o.
schematic?"~":""}${o.mode||""}`;e.set(n,(e.get(n)||[]).concat([o]))}),e}function Jn(t,e){let n={pane:"atlas-lines",interactive:!1,
smoothFactor:1.2,lanes:t.map(r=>r.lanes)};return new Gn(t.map(r=>r.points),Object.assign(n,e))}var go={lineCap:"round",lineJoin:"\
round"},Kn={...go,noClip:!0,smoothFactor:0},fa={pane:"atlas-hits",className:"atlas-hit",weight:14,opacity:0,color:"#000"},
da=[{color:"#1d2733",weight:15.5,opacity:.75,...go,className:"atlas-glow"},{color:"#ffffff",weight:13,opacity:1,...go,className:"\
atlas-glow"}];function pa(t,e){let{properties:o}=t,n=P(o.platform_type,o.kind),r=la(t,e),s=ca(r),a=p=>p.on("add",()=>Z(p.
_path,t,!1)),l=(p,u)=>a(Jn(p,u)),c={feature:t,legs:r,colour:n,inks:[],glow:da.map(p=>l(r,p))};s.forEach(p=>oe(p[0].mode,
p[0].schematic,n).reduce((u,d)=>(c.inks.push(l(p,u?Object.assign({like:u},d):d)),u||c.inks[c.inks.length-1]),null)),c.arrow=
l([],{color:U(n),weight:2.2,...Kn}),c.arrowCasing=l([],{color:"#ffffff",weight:4.6,...Kn});let f=s.size===1?c.inks[0]:void 0;
return c.hit=Jn(r,{like:f,...fa}),c.hit.on("add",()=>Z(c.hit._path,t,!0)),c.all=c.inks.concat([c.arrowCasing,c.arrow,c.hit]),
c}function le(){let{map:t}=i,e=!1;return se("lines",(o,n,r)=>{let{id:s}=o.properties,a=G.get(s);if(n&&!a&&G.set(s,a=pa(o,
r)),!a)return;!!a.visible!==n&&(a.all.forEach(c=>n?c.addTo(t):c.remove()),a.visible=n,e=!0);let l=n&&i.selected===s;l!==
!!a.lit&&ua(a,l),n&&(a.all.forEach(c=>q(c._path,s)),a.hit._path.setAttribute("aria-label",v(o.properties)))}),e}function ua(t,e){
t.lit=e,t.glow.slice().reverse().forEach(o=>e?o.addTo(i.map).bringToBack():o.remove())}function Bt(){let t=Array.from(G.
values()).filter(n=>n.visible).flatMap(n=>n.legs),e=t.filter(n=>n.mode!=="air"),o=L.latLngBounds([]);return(e.length?e:t).
forEach(n=>n.points.forEach(r=>o.extend(r))),o.isValid()?o:null}function ce(t){let e=typeof t=="string"?t.split("/"):[];if(e.length!==3||e.some(s=>!/^-?\d+(\.\d+)?$/.test(s)))return null;
let[o,n,r]=e.map(Number);return o<0||o>20||Math.abs(n)>85||Math.abs(r)>540?null:{zoom:o,center:[n,r]}}var ma=500,st=null,yo=null,Xn=null;function de(){if(i.homeless)return null;try{let t=window.parent&&window.parent.location.
href?window.parent:window;return/^https?:$/.test(t.location.protocol)?t:null}catch{return null}}var fe=t=>/^view(=|$)/.test(
t);function pe(t){let e=de();if(!e||yo!==null&&e.location.pathname!==yo)return;let o=e.location.search.replace(/^\?/,"").
split("&").filter(Boolean),n=o.findIndex(fe);if(t===null?n<0:n>=0&&o[n]==="view="+t)return;let r=o.filter(a=>!fe(a));t!==
null&&r.splice(n<0?r.length:n,0,"view="+t);let s=r.length?"?"+r.join("&"):"";try{e.history.replaceState(e.history.state,
"",e.location.pathname+s+e.location.hash)}catch{}}function Qn(){let t=de();yo=t?t.location.pathname:null;let e=()=>{clearInterval(
Xn),Xn=t&&!document.hidden?setInterval(xo,ma):null};document.addEventListener("visibilitychange",e),e()}function xo(){let t=st===
null?null:de();t&&!t.location.search.replace(/^\?/,"").split("&").some(fe)&&pe(st)}function tr(){let{lat:t,lng:e}=i.map.
getCenter();st=`${i.map.getZoom().toFixed(2)}/${t.toFixed(4)}/${e.toFixed(4)}`,pe(st)}function er(t){st=t}function or(){
let t=de(),e=t&&t.location.search.replace(/^\?/,"").split("&").find(fe);e!=null&&!ce(e.slice(5))&&pe(null)}function wo(){
st!==null&&(st=null,pe(null))}function Mt(t){let e=new Float64Array(t.length),o=Math.PI/180;for(let n=0;n<t.length;n+=2){let r=Math.sin(Math.max(Math.
min(85.0511,t[n+1]),-85.0511)*o);e[n]=256*(t[n]/360+.5),e[n+1]=256*(.5-Math.log((1+r)/(1-r))/(4*Math.PI))}return e}function nr(t){
if(!t||t.type!=="MultiLineString")return;let e=null;t.coordinates.forEach(o=>{let[n]=o,s=e&&n&&Math.abs(e[0])>179.9&&Math.
abs(n[0]-e[0])>180?360*Math.sign(e[0]):0;s&&o.forEach(a=>{a[0]+=s}),e=o[o.length-1]})}function rr(t,e,o){let n=!1;return t.
forEach(r=>{for(let s=0,a=r.length-1;s<r.length;a=s,s+=1){let l=r[s],c=r[a];l.y>o!=c.y>o&&e<(c.x-l.x)*(o-l.y)/(c.y-l.y)+
l.x&&(n=!n)}}),n}var sr=new Map;function ir(t){t.features.forEach(e=>{e.properties=e.properties||{},e.properties.id===void 0&&(e.properties.
id=String(e.id)),e.layerId=t.def.id,t.def.draw==="lines"&&nr(e.geometry),t.def.role!=="base"&&sr.set(e.properties.id,e)})}
var J=t=>sr.get(t)||null;function ue(){let t=[];return{on(e){t.push(e)},emit(...e){t.forEach(o=>o(...e))}}}var me=ue(),K=ue(),Et=ue(),he=ue();function bo(t){return fetch(t,{credentials:"same-origin"}).then(e=>{if(!e.ok)throw new Error("HTTP "+e.status);return e.
json()})}function Lo(t){let e=i.layers[t],{def:o}=e,n=i.given[t];return e.asked?null:(e.asked=!0,(n?Promise.resolve(n):bo(
i.prefix+o.url)).then(s=>{if(!s||!Array.isArray(s.features))throw new Error("not a FeatureCollection");e.features=s.features,
ir(e),e.ready=!0}).catch(s=>{e.failed=!0,N(o.id,s)}).then(()=>me.emit()))}var ar="38",it=t=>i.layers[t].def.district_vintage||null;function lr(t){let e=i.order.map(it).filter(Boolean),o=String(t&&
t.district_vintage||ar);i.vintage=[o,ar].find(n=>e.includes(n))||e[0]||null}var cr=t=>(!it(t)||it(t)===i.vintage)&&!ga(t),
ha=.5;function ga(t){let{def:e,asked:o}=i.layers[t],{map:n}=i;if(!e.beyond||o)return!1;if(!i.inset)return!0;let[r,s,a,l]=e.
beyond;return L.latLngBounds([[s,r],[l,a]]).contains(n.getBounds().pad(ha))}var at=()=>i.order.filter(cr).map(Lo);function Ot(t){
return cr(t)?!0:!i.order.some(o=>it(o)===i.vintage&&(i.layers[o].ready||i.layers[o].failed))&&i.layers[t].ready&&i.before===
it(t)}function fr(){i.order.some(e=>it(e)===i.vintage&&i.layers[e].ready)&&(i.before=i.vintage)}function Mo(t){let e=i.order.
filter(n=>i.layers[n].def.role==="base"&&i.layers[n].def.draw==="areas"),o=e.sort((n,r)=>Number(Ot(r))-Number(Ot(n))).map(
n=>i.layers[n].features.find(r=>String(r.properties.adcode)===String(t)&&r.geometry)).find(Boolean);return o||e.filter(n=>it(
n)).forEach(Lo),o||null}var ge=t=>t.draw==="areas"&&/^regions?$/.test(t.id)?"regions":t.draw,Y=t=>i.order.map(e=>i.layers[e]).filter(e=>e.def.role===
"base"&&e.ready&&Ot(e.def.id)&&ge(e.def)===t).flatMap(e=>e.features).filter(e=>e.geometry);var Eo=null,Oo=null,X=null,dr=(t,e)=>{for(let o=Math.floor(t.x/64);o<=Math.floor((t.x+t.w)/64);o+=1)for(let n=Math.floor(
t.y/64);n<=Math.floor((t.y+t.h)/64);n+=1)if(e(o*4096+n))return!0;return!1},pr=(t,e)=>dr(e,o=>{t.has(o)?t.get(o).push(e):
t.set(o,[e])}),ur=(t,e)=>dr(e,o=>(t.get(o)||[]).some(n=>e.x<n.x+n.w&&n.x<e.x+e.w&&e.y<n.y+n.h&&n.y<e.y+e.h)),A=t=>pr(Eo,
t);function j(t){return t.x<X.x||t.y<X.y||t.x+t.w>X.x+X.w||t.y+t.h>X.y+X.h?!1:!ur(Eo,t)}var mr=t=>pr(Oo,t),Nt=t=>ur(Oo,t),
So=()=>X;function hr(t){Eo=new Map,Oo=new Map,X=t}var vo=null;function gr(t){vo=t.getPane("atlas-labels"),vo.setAttribute("aria-hidden","true")}var ye=new Map,Ao=null;function yr(){
Ao=new Set}function Q(t,e,o,n,r){let s=ye.get(t);s||ye.set(t,s={element:h("div","",vo),text:""});let{element:a}=s,l=e.lines.
join(`
`)+`
`+(e.note||"");s.text!==l&&(a.textContent="",e.lines.forEach(c=>h("div","",a,c)),e.note&&h("div","atlas-note",a,e.note),
s.text=l),a.className="atlas-label is-"+e.name,a.style.textAlign=r.align||"center",a.style.width=Math.ceil(e.w)+"px",a.style.
color=r.colour||"",a.style.transform=`translate(${o.toFixed(1)}px, ${n.toFixed(1)}px)`+(r.angle?` rotate(${r.angle.toFixed(
1)}deg)`:""),r.id&&a.setAttribute("data-part-of",r.id),Ao.add(t)}function xr(){ye.forEach((t,e)=>{Ao.has(e)||(t.element.
remove(),ye.delete(e))})}var ya='"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif',wr={
first:{weight:600,size:13},point:{weight:500,size:12},chosen:{weight:700,size:13},district:{weight:400,size:12,spacing:1},
region:{weight:600,size:15,spacing:3},river:{weight:400,size:12,spacing:2},line:{weight:600,size:12},note:{weight:400,size:12}},
Co=138,Po=4,xe=null,br="",To=new Map;function Rt(t,e){let o=e.weight+e.size+t;if(!To.has(o)){xe||(xe=document.createElement(
"canvas").getContext("2d"));let n=`${e.weight} ${e.size}px ${ya}`;br!==n&&(xe.font=br=n),To.set(o,xe.measureText(t).width+
(e.spacing||0)*t.length)}return To.get(o)}function xa(t,e){let o=Rt(t,e),n=Math.min(3,Math.ceil(o/Co));if(n<2)return[t];
let r=(t.includes(" ")?t.split(/(?<= )/):Array.from(t)).flatMap(l=>Rt(l,e)>Co?Array.from(l):[l]),s=[""];r.forEach(l=>{let c=s.
length-1,f=Rt(s[c]+l,e);(f>o/n*1.12&&s.length<n||f>Co*1.4)&&s[c]?s.push(l):s[c]+=l});let a=s.map(l=>l.trim()).filter(Boolean);
return a.length>Po?a.slice(0,Po-1).concat([a[Po-1]+"…"]):a}function tt(t,e,o,n){let r=wr[e],s=o?[t]:xa(t,r),a=s.map(l=>Rt(
l,r)).concat(n?[Rt(n,wr.note)]:[]);return{lines:s,name:e,note:n||"",w:Math.max(...a)+2,h:s.length*(r.size+3)+(n?15:0)}}var Lr=10,wa=[[0,0],[0,-15],[0,15],[-22,0],[22,0]],ba=[30,50,70].flatMap(t=>[[0,-t],[0,t],[-t,0],[t,0],[-t,-t],[t,-t],[-t,
t],[t,t]]),we=8,La=t=>t["short_"+i.lang]||v(t),Ma=t=>ee("region",t.region)||Lt(t),Ea={region:Ma,district:La,outline:t=>t["\
label_"+i.lang]||""},Oa={outline:"note"},_o=new WeakMap;function Sa(t){if(!_o.has(t)){let{type:e,coordinates:o}=t.geometry,
n=(e==="Polygon"?[o]:o).flat().map(a=>a.map(([l,c])=>L.CRS.EPSG3857.latLngToPoint(L.latLng(c,l),0))),r=Math.pow(2,Lr),s=n.
map(a=>L.LineUtil.simplify(a.map(l=>l.multiplyBy(r)),1.5).map(l=>l.divideBy(r)));_o.set(t,{rings:n,coarse:s,box:L.bounds(
n.flat())})}return _o.get(t)}function va(t,e,o){let n=i.map.getZoom()<Lr?t.coarse:t.rings;return[.5,.02,.98,.26,.74].every(
r=>[.2,.8].every(s=>rr(n,(e.x+e.w*r+o.x)/o.scale,(e.y+e.h*s+o.y)/o.scale)))}function Aa(t,e,o,n){let r=i.map.getSize(),s=wa.
concat(o==="region"?ba:[]).map(([m,g])=>[e.x+m,e.y+g]),a=(m,g)=>Math.max(0,Math.min(g,m)),l=a(t.box.min.x*n.scale-n.x,r.
x),c=a(t.box.max.x*n.scale-n.x,r.x),f=a(t.box.min.y*n.scale-n.y,r.y),p=a(t.box.max.y*n.scale-n.y,r.y);if(c-l<20||p-f<12)
return[];let u=[];for(let m=0;m<we;m+=1)for(let g=0;g<we;g+=1)u.push([l+(m+.5)*(c-l)/we,f+(g+.5)*(p-f)/we]);let d=([m,g])=>Math.
hypot(m-e.x,g-e.y);return s.concat(u.sort((m,g)=>d(m)-d(g)))}var be=new WeakMap;function Ca(t,e,o,n,r,s){let{x:a,y:l}=i.
map.getSize(),c=[s.scale,s.x,s.y,a,l,o.w].join();if(!be.has(t)||be.get(t).key!==c){let f=Aa(e,n,r,s).map(p=>({rect:{x:p[0]-
o.w/2,y:p[1]-o.h/2,w:o.w,h:o.h},inside:null}));be.set(t,{key:c,places:f})}return be.get(t).places}function $o(t,e,o){let[
n,r]=t.properties.label||[];if(!Number.isFinite(n)||!Number.isFinite(r))return;let{map:s}=i,a=s.getPixelOrigin(),l={scale:Math.
pow(2,s.getZoom()),x:a.x-o.x,y:a.y-o.y},c=Sa(t),f=tt(Ea[e](t.properties),Oa[e]||e,!0);if(f.w>(c.box.max.x-c.box.min.x)*l.
scale)return;let p=Ca(t,c,f,s.latLngToContainerPoint([r,n]),e,l).find(d=>d.inside===!1||!j(d.rect)?!1:(d.inside===null&&
(d.inside=va(c,d.rect,l)),d.inside));if(!p)return;let u=p.rect;A({x:u.x-4,y:u.y-3,w:u.w+8,h:u.h+6}),Q(`${e}:${t.properties.
id}`,f,u.x-o.x,u.y-o.y,{})}function Mr(t){let e=i.map.getZoom();e>=6&&e<8.9&&Y("regions").forEach(o=>$o(o,"region",t)),e>=
9&&Y("outlines").forEach(o=>$o(o,"outline",t)),e>=7.2&&Y("areas").forEach(o=>$o(o,"district",t))}var Le={plan:["statuses","status"],target:["statuses_target","status_target"],now:["statuses_now","status_now"]},Me=t=>Le[t][1],
Er=t=>Object.keys(Le).find(e=>Le[e][1]===t)||null;function St(t){if(i.time==="now")return t.status_now||null;let e=t.status||
null;return i.time!=="target"||!e?e:((i.manifest.scale.statuses||{})[e]||{}).target||null}function Ee(t,e){let o=i.manifest.
scale[Le[e][0]]||{},n=t&&o[t]||{};return{fill:n.fill||"full",outline:n.outline||(t?"solid":"double")}}var et=t=>((i.manifest.
scale.qualities||{})[t]||{}).halo||"none";var Vt=null;function Sr(){if(Vt)return;let t=y("svg",{width:0,height:0,"aria-hidden":"true",class:"atlas-defs"},document.
body);Vt=y("defs",{},t)}var Or={hatch:["rect",{width:1.7,height:4}],dots:["circle",{cx:2,cy:2,r:1.25}]};function Oe(t,e){
if(t==="full")return e;if(t!=="half"&&!Or[t])return"#ffffff";let o=`atlas-${t}-${e.slice(1)}`;if(document.getElementById(
o))return`url(#${o})`;if(t==="half"){let n=y("linearGradient",{id:o,x1:0,y1:0,x2:0,y2:1},Vt);[["0.5","#ffffff"],["0.5",e]].
forEach(([r,s])=>y("stop",{offset:r,"stop-color":s},n))}else{let r=y("pattern",{id:o,width:4,height:4,patternUnits:"user\
SpaceOnUse",patternTransform:"rotate(45)"},Vt),[s,a]=Or[t];y("rect",{width:4,height:4,fill:"#ffffff"},r),y(s,{...a,fill:e},
r)}return`url(#${o})`}function vr(t){let e=`atlas-over-${t.slice(1)}`;return document.getElementById(e)||y("rect",{width:1.7,
height:9,fill:t,"fill-opacity":.5},y("pattern",{id:e,width:9,height:9,patternUnits:"userSpaceOnUse",patternTransform:"ro\
tate(45)"},Vt)),`url(#${e})`}var Ar={plane:[{d:["M0 -6.2C.9 -6.2 1.1 -5 1.1 -4V-1.6L6 1.6V3.1L1.1 1.6V4L2.6 5.2V6.2L0 5.5L-2.6 6.2V5.2L-1.1 4V1.6","L\
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
-5.8 4.2H5.8V5.6H-5.8Z"]}],tower:[{d:"M-1.2 -5.8H1.2L1.8 5.6H-1.8Z"},{line:1.4,d:"M-4.6 5.6H4.6M-3.4 -1.4H3.4"}]};var zo=Object.fromEntries(Object.entries(Ar).map(([t,e])=>[t,e.map(o=>({...o,d:[o.d].flat().join("")}))]));var Se=(t,e,o,n)=>{let r=[];for(let s=0;s<t*(n?2:1);s+=1){let a=o+s*Math.PI*2/(t*(n?2:1)),l=n&&s%2?e*n:e;r.push((l*Math.
sin(a)).toFixed(2)+" "+(-l*Math.cos(a)).toFixed(2))}return"M"+r.join("L")+"Z"},Cr=(t,e)=>{let o=2*(t-e),n=e;return`M${-t+
n} ${-t}h${o}a${n} ${n} 0 0 1 ${n} ${n}v${o}a${n} ${n} 0 0 1 ${-n} ${n}h${-o}a${n} ${n} 0 0 1 ${-n} ${-n}v${-o}a${n} ${n}\
 0 0 1 ${n} ${-n}Z`},Fo=t=>`M0 ${-t}A${t} ${t} 0 1 1 0 ${t}A${t} ${t} 0 1 1 0 ${-t}Z`,It={star:{d:Se(5,11.6,0,.56),room:.62,
drop:.6},square:{d:Cr(8.8,1.5),room:1,drop:0},hexagon:{d:Se(6,10.6,Math.PI/6),room:.96,drop:0},circle:{d:Fo(9.8),room:1,
drop:0},diamond:{d:Se(4,11.6,0),room:.72,drop:0},pentagon:{d:Se(5,10.8,0),room:.86,drop:.6},rounded:{d:Cr(9,5),room:.94,
drop:0},ring:{d:Fo(4.4),room:0,drop:0},node:{d:Fo(7.6),room:.74,drop:0}};var Ht=26,ko=new Map,Bo={dashed:"3.4 2.2",dotted:"0.1 2.6"};function R(t){let e=[t.shape,t.colour,t.fill,t.outline,t.icon,
t.ring].join("|");return ko.has(e)||ko.set(e,za(t)),ko.get(e).cloneNode(!0)}var No={dashed:{"stroke-dasharray":"3 2.4","\
stroke-width":1},dotted:{"stroke-dasharray":"0.1 3.2","stroke-width":1.7}},Ta={ring:8.2,node:11.4},_a=14.2;function $a(t,e,o){
let n={fill:"none",stroke:"#3d4753","stroke-opacity":.7,"stroke-linecap":"round","vector-effect":"non-scaling-stroke"};y(
"circle",Object.assign({r:Ta[e]||_a},n,No[o]),t)}function za({shape:t,colour:e,fill:o,outline:n,icon:r,ring:s}){let a=It[t]||
It.circle,l=Ht/2,c=y("svg",{width:Ht,height:Ht,viewBox:`${-l} ${-l} ${Ht} ${Ht}`,"aria-hidden":"true",class:"atlas-symbo\
l"});No[s]&&$a(c,t,s);let f={"stroke-linejoin":"round","stroke-linecap":"round"};y("path",Object.assign({d:a.d,fill:"#ff\
f",stroke:"#fff","stroke-width":5.2},f),c);let p=Object.assign({d:a.d,fill:Oe(o,e),stroke:e,"stroke-width":1.8},f);return Bo[n]&&
(p["stroke-dasharray"]=Bo[n]),Bo[n]&&o==="full"&&Object.assign(p,{stroke:"#fff"}),y("path",p,c),n==="double"&&Fa(c,a,e),
a.room&&zo[r]&&ka(c,zo[r],a,{fill:o,outline:n,colour:e}),c}function Fa(t,e,o){t.lastElementChild.setAttribute("stroke-wi\
dth","1.3"),t.lastElementChild.setAttribute("fill","#fff"),y("path",{d:e.d,fill:o,transform:"scale(0.78)",stroke:o,"stro\
ke-width":.5,"stroke-linejoin":"round"},t)}function ka(t,e,o,{fill:n,outline:r,colour:s}){let a=`translate(0 ${o.drop}) \
scale(${o.room*(r==="double"?.8:1)})`,l=y("g",{transform:a,"stroke-linecap":"round","stroke-linejoin":"round"},t),c=n===
"full"?"#fff":s,f=(p,u)=>e.forEach(({d,line:m})=>y("path",{d,"fill-rule":"evenodd",fill:m?"none":p,stroke:m||u?p:"none",
"stroke-width":(m||0)+u},l));n!=="full"&&n!=="none"&&f("#fff",3),f(c,0)}var Pr=t=>({ring:7,node:10}[t.shape]||12.5)+(No[t.
ring]?1.7:0);var Zt=30,ve=new Map,Ae=null;function Tr(t){let e=R(t),o=Zt/2,n={xmlns:"http://www.w3.org/2000/svg",width:Zt,height:Zt,viewBox:`${-o}\
 ${-o} ${Zt} ${Zt}`};Object.keys(n).forEach(a=>e.setAttribute(a,n[a]));let r=Array.from(e.querySelectorAll('[fill^="url(\
#"]'),a=>a.getAttribute("fill").slice(5,-1));return new Set(r).forEach(a=>e.prepend(document.getElementById(a).cloneNode(
!0))),`{ background-image: url("data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(e))}"); }`}
function _r(t){let e=Object.values(t).join("|");if(!ve.has(e)){let o=`atlas-look-${ve.size}`;Ae=Ae||h("style","",document.
head).sheet;let n=`.atlas-afar .${o}:not(.is-node), .${o}.is-minor:not(.is-selected)`;Ae.insertRule(`${n} ${Tr(Object.assign(
{},t,{icon:""}))}`),Ae.insertRule(`.${o} ${Tr(t)}`),ve.set(e,o)}return ve.get(e)}function lt(t,e){let{scale:o,kinds:n}=i.manifest,r=(n||{})[t.kind]||{},s=t.platform_type||r.type,a=((o.types||{})[s]||{}).
shape,l={shape:It[a]?a:"circle",colour:P(s),icon:r.icon||"",ring:et(Qt(t,e).position_quality)};return a==="ring"?Object.
assign(l,{shape:l.icon?"node":"ring",fill:"none",outline:"solid"}):Object.assign(l,Ee(St(t),i.time))}var Ba=400,ct=[],$r=new Set,zr=new WeakMap,Ce=[],O=()=>Ce,Fr=t=>zr.get(t&&t.closest&&t.closest(".atlas-mark"));function Na(t){
let e=o=>((i.manifest.kinds||{})[o]||{}).rank||9;t.features.forEach(o=>{let{geometry:n,properties:r}=o;if(!n||!/Point$/.
test(n.type))return;(n.type==="Point"?[n.coordinates]:n.coordinates).forEach(([a,l],c)=>{if(!Number.isFinite(a)||!Number.
isFinite(l))return;let f=L.CRS.EPSG3857.latLngToPoint(L.latLng(l,a),0);ct.push({id:r.id,part:c,feature:o,latlng:L.latLng(
l,a),wx:f.x,wy:f.y,rank:e(r.kind),node:Ra(r),element:null,look:"",flat:null,x:0,y:0,dx:0,dy:0,reach:12.5,full:12.5})})})}
var Pe=()=>ct.length>Ba,Ra=t=>["ring","node"].includes(lt(t).shape),Va=(t,e)=>Number(t.node)-Number(e.node)||t.wx-e.wx||
t.wy-e.wy||(t.id<e.id?-1:1);function Ia(t){let e=lt(t.feature.properties,t.part),o=Object.values(e).join("|");t.element||
(t.element=h("div","atlas-mark leaflet-zoom-animated"),zr.set(t.element,t),Z(t.element,t.feature,t.part===0)),t.look!==o&&
(Ha(t,e),t.look=o,t.full=Pr(e),t.element.classList.toggle("is-node",t.node)),t.part===0&&t.lang!==i.lang&&(t.element.setAttribute(
"aria-label",v(t.feature.properties)),t.lang=i.lang)}function Ha(t,e){let{element:o,flat:n}=t;o.textContent="",n&&o.classList.
remove("is-flat",n),t.flat=Pe()?_r(e):null,t.flat?o.classList.add("is-flat",t.flat):o.appendChild(R(e))}function Za(){let t=ct.
length;i.order.forEach(e=>{let o=i.layers[e];o.def.role==="base"||o.def.draw!=="points"||!o.ready||$r.has(e)||($r.add(e),
Na(o))}),ct.length>t&&ct.sort(Va)}function kr(){Za(),ct.forEach(o=>{o.element&&!i.shown.has(o.id)&&o.element.remove()}),
Ce=ct.filter(o=>i.shown.has(o.id));let t=i.map.getPane("atlas-marks"),e=null;for(let o=Ce.length-1;o>=0;o-=1){let n=Ce[o];
Ia(n),(n.element.parentNode!==t||n.element.nextSibling!==e)&&t.insertBefore(n.element,e),e=n.element,q(n.element,n.id)}t.
classList.toggle("is-still",Pe())}var ja=11,Br="#3d4753",jt=new Map,Te=t=>Array.isArray(t.extent_districts)?t.extent_districts:[],Ro=t=>t===i.selected||!!(i.
emphasis&&i.emphasis.has(t)),Rr=t=>Ro(t.id)&&Te(t).length>0;function Wa(t,e){let o=t.parts||[],n=Number((o[e]||{}).area_km2);
return n>0?n:o.length>1?NaN:Number(t.area_km2)}var Vr=(t,e)=>t*256*Math.pow(2,i.map.getZoom())/(400750167e-1*Math.cos(e*
Math.PI/180));function Ir(t,e,o){return!(e>0)||Vr(e,t.latlng.lat)<t.whole+3?null:L.circle(t.latlng,Object.assign({pane:"\
atlas-halos",interactive:!1,radius:e,lineCap:"round"},o))}function Da(t){let e=Qt(t.feature.properties,t.part),o=et(e.position_quality)===
"dotted";return Ir(t,Number(e.position_error_km)*1e3,{color:Br,weight:1.6,dashArray:o?"0.1 5":"6 5",fillColor:Br,fillOpacity:.06})}
function Ua(t,e){let{properties:o}=t.feature,n=U(P(o.platform_type));return Ir(t,Math.sqrt(Wa(o,t.part)/Math.PI)*1e3,{color:n,
weight:e?2:1.2,opacity:e?.95:.7,dashArray:"10 5",fill:e,fillColor:n,fillOpacity:.07})}function qa(t){let e=P(t.feature.properties.
platform_type),o=Te(t.feature.properties).map(Mo).filter(Boolean);return o.length===0?null:L.geoJSON({type:"FeatureColle\
ction",features:o},{pane:"atlas-halos",interactive:!1,style:{pane:"atlas-halos",interactive:!1,color:e,weight:1.4,opacity:.75,
fillColor:vr(e),fillOpacity:1}})}function Ga(){let t=new Map,e=i.map.getZoom()>=ja,o=(n,r,s)=>t.set(n,{mark:r,make:s});return O().
forEach(n=>{let{properties:r}=n.feature,s=n.id===i.selected,a=`${n.id}:${n.part}`;if(s&&o("error:"+a,n,Da),Te(r).length){
if(!Ro(n.id)||n.part>0)return;let l=Te(r).filter(Mo);o(`extent:${a}:${i.vintage}:${l.length}`,n,qa)}else(s||e&&!(i.emphasis&&
!Ro(n.id)))&&o(`area:${a}:${s}`,n,l=>Ua(l,s))}),t}var Nr=null;function vt(){let t=Ga(),e=Nr!==i.map.getZoom();Nr=i.map.getZoom(),
jt.forEach((o,n)=>{t.has(n)&&!(e&&o.round)||(o.ink&&o.ink.remove(),jt.delete(n))}),t.forEach(({mark:o,make:n},r)=>{if(jt.
has(r))return;let s=n(o),a=!r.startsWith("extent:");jt.set(r,{ink:s,mark:o,round:a,area:r.startsWith("area:")}),s&&(s.addTo(
i.map),(s.getLayers?s.getLayers():[s]).forEach(l=>Z(l._path,o.feature,!1)))})}var Hr=()=>Array.from(jt.values()).filter(
t=>t.area&&t.ink).map(({mark:t,ink:e})=>({mark:t,radius:Vr(e.getRadius(),t.latlng.lat)}));function Ja({area_approved_year:t}){return Number(t)>0?b("approved_area").replace("{year}",String(Number(t))):b("schemat\
ic_area")}function Zr(t){Hr().forEach(({mark:e,radius:o})=>{let n=tt(Ja(e.feature.properties),"note",!0);for(let r=0;r<12;r+=
1){let s=(r%2?1:-1)*Math.ceil(r/2)*Math.PI/6-Math.PI/2,a=e.x+t.x+o*Math.cos(s)-n.w/2,l=e.y+t.y+o*Math.sin(s)-n.h/2;if(!j(
{x:a,y:l,w:n.w,h:n.h}))continue;A({x:a,y:l,w:n.w,h:n.h});let c=U(P(e.feature.properties.platform_type));Q(`a:${e.id}:${e.
part}`,n,a-t.x,l-t.y,{id:e.id,colour:c});return}})}var Vo=new WeakMap;function Ho(t){if(!Vo.has(t)){let{type:e,coordinates:o}=t.geometry,n=e==="LineString"?[o]:o;Vo.set(t,
n.map(r=>r.map(([s,a])=>L.CRS.EPSG3857.latLngToPoint(L.latLng(a,s),0))))}return Vo.get(t)}var Io=new WeakMap;function Zo(t,e,o,n,r){
Io.has(t)||Io.set(t,L.bounds(t));let{min:s,max:a}=Io.get(t),l=n.x-o.x,c=n.y-o.y;return a.x*e+l>0&&a.y*e+c>0&&s.x*e+l<r.x&&
s.y*e+c<r.y}function jr(t,e,o){let{map:n}=i,r=Math.pow(2,n.getZoom()),s=n.getPixelOrigin(),a=n.getSize(),l=[];return Ho(
t).forEach(c=>{if(!Zo(c,r,s,o,a))return;let f=c.map(d=>[d.x*r-s.x+o.x,d.y*r-s.y+o.y]),p=-1/0,u=0;for(let d=0;d<f.length-
1;d+=1){let[m,g]=f[d];if(u+=d?Math.hypot(m-f[d-1][0],g-f[d-1][1]):0,u-p<24||m<0||g<0||m>a.x||g>a.y)continue;p=u;let w=0,
x=d;for(;x<f.length-1&&Math.hypot(f[x][0]-m,f[x][1]-g)<e;)x+=1,w+=Math.hypot(f[x][0]-f[x-1][0],f[x][1]-f[x-1][1]);let[M,
E]=f[x],yt=Math.hypot(M-m,E-g);if(yt<e)continue;let k=Math.atan2(E-g,M-m)*180/Math.PI;k>90?k-=180:k<-90&&(k+=180);let B=f[Math.
floor((d+x)/2)];l.push({x:(m+M)/2,y:(g+E)/2,angle:k,bend:w/yt+Math.abs(k)/400,middle:B})}}),l.sort((c,f)=>c.bend-f.bend).
slice(0,24)}function Wr({x:t,y:e,angle:o},{w:n,h:r}){let s=o*Math.PI/180,a=Math.max(1,Math.ceil(n/r));return Array.from(
{length:a},(l,c)=>{let f=((c+.5)/a-.5)*n;return{x:t+f*Math.cos(s)-r/2,y:e+f*Math.sin(s)-r/2,w:r,h:r}})}function Dr(t,e,o,n,r){let{properties:s}=t,a=r.shift,l=tt(r.text||Lt(s),e,!0),c=[],f=jr(t,l.w,a),p=u=>f.forEach(d=>{if(c.
length>=n||d.bend>1.6||c.some(w=>Math.hypot(w.x-d.x,w.y-d.y)<420))return;let m=d.angle*Math.PI/180;(e==="line"?[o,-o,o+8,
-o-8]:[o,-o]).some(w=>{let x={x:d.x+w*Math.sin(m),y:d.y-w*Math.cos(m),angle:d.angle},M=Wr(x,l);if(!M.every(j)||!u&&M.some(
Nt))return!1;M.forEach(A);let E=`${e}:${s.id}:${c.length}`;return Q(E,l,x.x-l.w/2-a.x,x.y-l.h/2-a.y,{angle:d.angle,colour:r.
colour,id:r.id}),c.push(x),!0})});return p(!1),!c.length&&r.bold&&p(!0),c.length}function Ur(t){let{map:e}=i,o=Math.pow(
2,e.getZoom()),n=e.getPixelOrigin(),r=e.getSize();G.forEach(s=>{s.visible&&Ho(s.feature).filter(a=>Zo(a,o,n,t,r)).forEach(
a=>a.reduce((l,c)=>{let f={x:c.x*o-n.x+t.x,y:c.y*o-n.y+t.y},p=l?Math.ceil(Math.max(Math.abs(f.x-l.x),Math.abs(f.y-l.y))/
8):0,u=l&&Math.max(l.x,f.x)>0&&Math.max(l.y,f.y)>0&&Math.min(l.x,f.x)<r.x&&Math.min(l.y,f.y)<r.y;for(let d=0;u&&d<Math.min(
p,400);d+=1)mr({x:l.x+(f.x-l.x)*d/p-3,y:l.y+(f.y-l.y)*d/p-3,w:6,h:6});return f},null))})}function qr(t){let e=new Set,o=Array.
from(G.values()).filter(r=>r.visible),n=r=>r.feature.properties.id===i.selected;o.sort((r,s)=>Number(n(s))-Number(n(r))).
forEach(r=>{let{id:s,kind:a}=r.feature.properties,l=po(r.feature.properties)||ee("corridor",a);if(e.has(l)||i.emphasis&&
!i.emphasis.has(s))return;let c=n(r)?null:l;Dr(r.feature,"line",15,1,{shift:t,text:c,bold:n(r),colour:U(r.colour),id:s})&&
e.add(l)}),!(i.map.getZoom()<6.5)&&Y("rivers").forEach(r=>Dr(r,"river",9,3,{shift:t}))}var Gr=(t,e)=>(Math.imul(t,73856093)^Math.imul(e,19349663))&8191;function Wt(t,e,o){let n=new Int32Array(8192).fill(-1),
r=new Int32Array(t.length);for(let s=t.length-1;s>=0;s-=1){let a=Gr(Math.floor(t[s]/o),Math.floor(e[s]/o));r[s]=n[a],n[a]=
s}return(s,a,l)=>{let c=Math.floor(s/o),f=Math.floor(a/o);for(let p=-1;p<=1;p+=1)for(let u=-1;u<=1;u+=1)for(let d=n[Gr(c+
p,f+u)];d>=0;d=r[d])l(d)}}function Jr(t,e,o){let[{x:n,y:r,latlng:s}]=e,a=y("circle",{cx:n.toFixed(1),cy:r.toFixed(1),r:o?9:6,class:"atlas-stack"+(o?
" is-covered":""),role:"button",tabindex:0,"aria-label":b("stack",{n:e.length})},t),l=c=>{L.DomEvent.stop(c),he.emit(s,e)};
a.addEventListener("click",l),a.addEventListener("keydown",c=>{(c.key==="Enter"||c.key===" ")&&l(c)})}var Kr=null,jo=null,Wo=null,Yr=null,Ka=5;function Xr(t){let e=n=>y("svg",{class:"atlas-leader-sheet",width:1,height:1},t.
getPane(n)),o=e("atlas-leaders");Kr=[y("path",{class:"atlas-leader-casing"},o),y("path",{class:"atlas-leader"},o)],Yr=[y(
"path",{class:"atlas-tie-casing"},o),y("path",{class:"atlas-tie"},o)],jo=y("g",{},o),Wo=e("atlas-stacks")}var Qr=t=>Yr.forEach(
e=>e.setAttribute("d",t));function ts(t){let e=new Map,o="";t.forEach(s=>{if(s.led=Math.hypot(s.dx,s.dy)>Ka,!s.led)return;
o+=`M${s.x.toFixed(1)} ${s.y.toFixed(1)}l${s.dx.toFixed(1)} ${s.dy.toFixed(1)}`;let a=`${Math.round(s.x/4)}|${Math.round(
s.y/4)}`;e.has(a)?e.get(a).push(s):e.set(a,[s])}),Kr.forEach(s=>s.setAttribute("d",o)),jo.textContent=Wo.textContent="";
let n=t.length>800,r=n?null:Wt(t.map(s=>s.x+s.dx),t.map(s=>s.y+s.dy),16);e.forEach(s=>{let[{x:a,y:l}]=s,c=n||s.length<2;
c||r(a,l,p=>{c=c||Math.hypot(t[p].x+t[p].dx-a,t[p].y+t[p].dy-l)<Math.max(8,t[p].reach*.8)});let f=c?jo:Wo;y("circle",{cx:a.
toFixed(1),cy:l.toFixed(1),r:2.6,class:"atlas-place"},f),s.length>1&&Jr(f,s,c)})}var Ya=220,_e="",es=t=>t.id===i.selected?t.whole+7:t.reach;function os(t){let e=So();return O().filter(o=>{let n=o.x+o.dx+
t.x,r=o.y+o.dy+t.y,s=es(o);if(n<-s||r<-s||n>e.x+e.w+s||r>e.y+e.h+s)return!1;if(i.emphasis&&!i.emphasis.has(o.id))return!0;
if(A({x:n-s,y:r-s,w:2*s,h:2*s}),o.led)for(let a=0;a<=1;a+=.2)A({x:o.x+o.dx*a+t.x-2,y:o.y+o.dy*a+t.y-2,w:4,h:4});return!0})}
function Xa(t,e,o,{w:n,h:r}){let s=o+2;return[[t+s,e-r/2,"left"],[t-s-n,e-r/2,"right"],[t-n/2,e+s,"center"],[t-n/2,e-s-r,
"center"],[t+s*.75,e-s*.6-r,"left"],[t+s*.75,e+s*.6,"left"],[t-s*.75-n,e-s*.6-r,"right"],[t-s*.75-n,e+s*.6,"right"]]}function Qa(t,{
w:e,h:o},n,r){let s=t.x+t.dx+n.x,a=t.y+t.dy+n.y;for(let l=36;l<=r;l+=8)for(let c=0;c<24;c+=1){let f=(c%2?1:-1)*Math.ceil(
c/2)*Math.PI/12,p=Math.cos(f),u=Math.sin(f),d=s+l*p,m=a+l*u,g=Math.abs(p)<.4?"center":p>0?"left":"right",w={left:d+3,right:d-
3-e,center:d-e/2}[g],x=g==="center"?u>0?m+2:m-2-o:m-o/2,M={x:w-3,y:x-2,w:e+6,h:o+4};if(!(!j(M)||Nt(M))){_e+=`M${(s-n.x).
toFixed(1)} ${(a-n.y).toFixed(1)}`,_e+=`L${(d-n.x).toFixed(1)} ${(m-n.y).toFixed(1)}`;for(let E=18;E<l;E+=5)A({x:s+E*p-2,
y:a+E*u-2,w:4,h:4});return[w,x,g]}}return null}function tl(t,{w:e,h:o}){let n=So(),r=([s,a])=>Math.max(0,n.x-s,s+e-n.x-n.
w)+Math.max(0,n.y-a,a+o-n.y-n.h);return t.reduce((s,a)=>r(a)<r(s)?a:s)}function ns(t,e){_e="";let o=new Map;t.forEach(a=>{
o.has(a.id)||o.set(a.id,a)});let n=a=>a.id===i.selected?0:1,r=a=>i.emphasis&&!i.emphasis.has(a.id)?1:0;Array.from(o.values()).
sort((a,l)=>n(a)-n(l)||r(a)-r(l)||a.rank-l.rank||(a.id<l.id?-1:1)).slice(0,Ya).forEach(a=>{let l=i.map.getZoom()<6&&!a.feature.
properties.corridors;if((r(a)||l)&&a.id!==i.selected)return;let c=a.id===i.selected?"chosen":a.rank<=1?"first":"point",f=Rr(
a.feature.properties)?b("extent_note"):"",p=tt(Lt(a.feature.properties),c,!1,f),u=Xa(a.x+a.dx+e.x,a.y+a.dy+e.y,es(a),p),
d=u.filter(([g,w])=>j({x:g,y:w,w:p.w,h:p.h})),m=d.find(([g,w])=>!Nt({x:g,y:w,w:p.w,h:p.h}))||d[0];!m&&c!=="point"&&(m=Qa(
a,p,e,c==="chosen"?420:140)||c==="chosen"&&tl(u,p)),m&&(A({x:m[0],y:m[1],w:p.w,h:p.h}),Q("p:"+a.id,p,m[0]-e.x,m[1]-e.y,{
align:m[2],id:a.id}))}),Qr(_e)}function el(){let{map:t,inset:e}=i,o=t.getSize(),n=t.getZoom()<6?{top:20,right:38}:{top:3,right:3};hr({x:3,y:n.top,w:o.x-
3-n.right-e.right,h:o.y-3-n.top-e.bottom}),In().forEach(A)}function ot(){if(!i.map.getSize().x)return;yr(),el();let t=L.
DomUtil.getPosition(i.map.getPane("mapPane"))||L.point(0,0),e=os(t);Ur(t),ns(e,t),Zr(t),qr(t),Mr(t),xr()}var rs=120,V=4.6,ol=(t,e,o,n)=>[[t-V*o+V*.8*-n,e-V*n+V*.8*o],[t+V*.4*o,e+V*.4*n],[t-V*o-V*.8*-n,e-V*n-V*.8*o]];function nl(t){
let e=i.map.getZoom();return(!t.course||t.course.zoom!==e)&&(t.course={zoom:e,points:ie(t.points.map(o=>i.map.project(o,
e)),t.lanes)}),t.course.points}function rl(t,e,o){let n=null,r=rs/2;nl(t).forEach(s=>{if(n){let a=s.x-n.x,l=s.y-n.y,c=Math.
hypot(a,l);for(;c>0&&r<=c;){let f=r/c,p=n.x+a*f,u=n.y+l*f;e.contains([p,u])&&o(ol(p,u,a/c,l/c)),r+=rs}r-=c}n=s})}function $e(){
let{map:t}=i,e=t.getPixelBounds(),o=t.getSize().multiplyBy(.3),n=L.bounds(e.min.subtract(o),e.max.add(o));G.forEach(r=>{
if(!r.visible)return;let s=[];r.legs.forEach(a=>rl(a,n,l=>s.push(l.map(([c,f])=>t.unproject(L.point(c,f)))))),r.arrow.setLatLngs(
s),r.arrowCasing.setLatLngs(s)})}var ze=10,sl=6,Do=-360,Uo=540,At=null,Fe=null;function is(t){let e=[];for(let o=Do;o<=Uo;o+=ze)e.push([[-80,o],[84,o]]);
for(let o=-80;o<=80;o+=ze)e.push([[o,Do],[o,Uo]]);At=L.polyline(e,{pane:"atlas-graticule",renderer:L.canvas({padding:.2,
pane:"atlas-graticule"}),interactive:!1,color:"#8a949b",weight:.6,opacity:.45,noClip:!1}),Fe=h("div","atlas-graticule-la\
bels",t.getContainer()),Fe.setAttribute("aria-hidden","true"),t.on("move",as)}var ss=(t,[e,o])=>`${Math.abs(t)}°${t>0?e:
t<0?o:""}`;function ke(){if(!At)return;let t=i.map.getZoom()<sl;t!==i.map.hasLayer(At)&&(t?At.addTo(i.map):At.remove()),
as()}function as(){Fe.textContent="";let{map:t}=i;if(!t.hasLayer(At))return;let e=t.getBounds(),o=t.getSize(),n=(c,f,p,u)=>{
let d=h("span","is-"+u,Fe,c);d.style.transform=`translate(${Math.round(f)}px, ${Math.round(p)}px)`},r=256*Math.pow(2,t.getZoom())/
360,s=(c,...f)=>f.find(p=>p*r>=c)||90,a=t.getZoom()<3?s(48,30,60):ze,l=s(16,ze,30,60);for(let c=Math.ceil(Math.max(e.getWest(),
Do)/a)*a;c<Math.min(e.getEast(),Uo);c+=a){let f=t.latLngToContainerPoint([0,c]).x;f>90&&f<o.x-60&&n(ss((c+540)%360-180,[
"E","W"]),f,0,"top")}for(let c=Math.ceil(Math.max(e.getSouth(),-80)/l)*l;c<Math.min(e.getNorth(),84);c+=l){let f=t.latLngToContainerPoint(
[c,0]).y;f>40&&f<o.y-40&&n(ss(c,["N","S"]),o.x-i.inset.right,f,"right")}}var cs=1,il=150,al=40,ll=5.5,cl=t=>Math.max(6,Math.min(90,Math.round(18e3/Math.max(t,1))));function fs(t,e){if(t.forEach(
s=>{s.dx=0,s.dy=0}),e<ll)return;let o=t.slice().sort((s,a)=>s.id<a.id?-1:s.id>a.id?1:s.part-a.part),n=o.filter(s=>!s.small),
r=o.filter(s=>s.small);ls(n),ls(r),pl(o,cl(o.length)),o.forEach(s=>{Math.hypot(s.dx,s.dy)<1.5&&(s.dx=0,s.dy=0)})}function ls(t){
let e=Wt(t.map(n=>n.x),t.map(n=>n.y),12),o=new Uint8Array(t.length);t.forEach((n,r)=>{if(o[r])return;let s=[];e(n.x,n.y,
a=>{!o[a]&&Math.hypot(t[a].x-n.x,t[a].y-n.y)<10&&(o[a]=1,s.push(a))}),!(s.length<2)&&(s.sort((a,l)=>a-l),fl(s.map(a=>t[a]),
2*n.reach+cs))})}function fl(t,e){let o=t.length<=6?t.length:6,n=0,r=t.length===2?e/2:e/(2*Math.sin(Math.PI/Math.max(o,3)));
for(;n<t.length;){let s=Math.max(1,Math.floor(2*Math.PI*r/e)),a=Math.min(n===0?o:s,t.length-n);for(let l=0;l<a;l+=1){let c=l/
a*2*Math.PI-(a===2?Math.PI:Math.PI/2);t[n+l].dx=r*Math.cos(c),t[n+l].dy=r*Math.sin(c)}n+=a,r+=e}}var dl=(t,e)=>t.firm===
e.firm?.5:t.firm?0:1;function pl(t,e){let o=t.length,n=new Float64Array(o),r=new Float64Array(o),s=new Float64Array(o);t.
forEach((a,l)=>{n[l]=a.x+a.dx,r[l]=a.y+a.dy,s[l]=a.reach});for(let a=0;a<e;a+=1){let l=Wt(n,r,30),c=!1;for(let f=0;f<o;f+=
1)l(n[f],r[f],p=>{if(p<=f)return;let u=s[f]+s[p]+cs,d=n[p]-n[f],m=r[p]-r[f],g=Math.sqrt(d*d+m*m);if(g>=u-.01)return;g<.01&&
(d=Math.cos(f*2.399963),m=Math.sin(f*2.399963),g=1);let w=(u-Math.min(g,u))/g,x=dl(t[f],t[p]);n[f]-=d*w*x,r[f]-=m*w*x,n[p]+=
d*w*(1-x),r[p]+=m*w*(1-x),c=!0});if(!c)break;ul(t,n,r,a<e*.6?.04:0)}t.forEach((a,l)=>{a.dx=n[l]-a.x,a.dy=r[l]-a.y})}function ul(t,e,o,n){
for(let r=0;r<t.length;r+=1){let s=t[r].small?al:il,a=e[r]-t[r].x,l=o[r]-t[r].y,c=Math.sqrt(a*a+l*l),f=Math.min(1-n,c>s?
s/c:1);e[r]=t[r].x+a*f,o[r]=t[r].y+l*f}}var ml=9,hl=3,gl=50,ds="";function us(t){Xr(t),t.on("zoomanim",xl),t.on("zoomstart",()=>t.getContainer().classList.add("\
atlas-zooming")),t.on("zoomend",()=>t.getContainer().classList.remove("atlas-zooming"))}var ms=t=>t<2.8?.2:t<5?.34:t<7?.66:
t<8.5?.92:1,ps=t=>Math.min(.5,ms(t)*.75),yl=t=>t.rank>=hl&&!t.node&&!(i.emphasis&&i.emphasis.has(t.id));function hs(t,e,o){
let{style:n}=t.element;t.flat?[n.left,n.top]=[`${Math.round(e)}px`,`${Math.round(o)}px`]:n.transform=`translate(${Math.round(
e)}px, ${Math.round(o)}px)`}function Be(){let{map:t}=i,e=O(),o=t.getZoom(),n=Math.pow(2,o),r=t.getPixelOrigin(),s=o<ml&&
e.filter(d=>!d.node).length>=gl;e.forEach(d=>{d.small=s&&yl(d)});let a=e.map(d=>d.id+d.part+(d.small?"s":"")).join(),l=i.
emphasis?Array.from(i.emphasis).join():"",c=[o,r.x,r.y,a,l].join("|");if(c===ds)return;ds=c,e.forEach(d=>{d.x=d.wx*n,d.y=
d.wy*n});let f=ms(o),p=t.getPane("atlas-marks"),u=o<2.8?.62:1;p.style.setProperty("--mark",String(f)),p.style.setProperty(
"--minor",String(ps(o))),p.style.setProperty("--station",String(u)),t.getContainer().classList.toggle("atlas-afar",f<.6),
e.forEach(d=>{d.firm=d.node||!!(i.emphasis&&i.emphasis.has(d.id)),d.whole=d.full*(d.node?u:f),d.reach=d.small?d.full*ps(
o):d.whole,d.element.classList.toggle("is-minor",d.small)}),fs(e,o),e.forEach(d=>{d.x-=r.x,d.y-=r.y,hs(d,d.x+d.dx,d.y+d.
dy)}),ts(e)}function xl(t){if(Pe())return;let{map:e}=i,o=Math.pow(2,t.zoom),n=e.project(t.center,t.zoom).subtract(e.getSize().
divideBy(2)).add(L.DomUtil.getPosition(e.getPane("mapPane")));O().forEach(r=>hs(r,r.wx*o-n.x+r.dx,r.wy*o-n.y+r.dy))}var Ne=!1,qo=0,Go=!1;Object.assign(L.Browser,{ie3d:!0});function gs(t){let{classList:e}=t.getContainer();t.on("movestart",
()=>e.add("atlas-moving")),t.on("moveend",()=>e.remove("atlas-moving")),t.on("zoomend",()=>{Ne=!0}),t.on("moveend",()=>{
Jo(Ne)})}function Jo(t){if(i.drawn){if(qo){Go=!0;return}at(),t&&(Ne=!1,Be(),vt()),$e(),ke(),ot()}}function Dt(t){qo+=1,Go=
!1;try{t()}finally{qo-=1}return Ne=!1,Go}var Ls={animate:!1,reset:!0},wl=-2,Re=2,qt=0,ft=!1,Ut=null,ys=!1,nt=null;function Gt(t){qt+=1;try{t()}finally{qt-=1}}function Ms(t){
t.on("moveend",()=>{qt||(ft=!0,nt=null,tr())}),L.DomEvent.off(window,"resize",t._onResize,t),window.ResizeObserver?new ResizeObserver(
ws).observe(t.getContainer()):window.addEventListener("resize",ws)}var xs="";function ws(){let t=!1,e=i.map.getZoom();Dt(
()=>{t=Ko(),t&&i.inset&&!ft&&Yo()}),t&&i.inset&&Jo(i.map.getZoom()!==e)}function Ko(){let{map:t}=i,e=t.getContainer(),o=`${e.
clientWidth}x${e.clientHeight}`;return!e.clientWidth||!e.clientHeight||xs===o?!1:(xs=o,S(),Gt(()=>{t.invalidateSize({animate:!1,
pan:!0}),nt&&t.setView(nt.center,nt.zoom,Ls)}),!0)}function bl(){let t=Ll(i.state);return t||(i.state.fit==="route"?Bt():
null)||L.latLngBounds(i.manifest.home)}function Ll({bounds:t}){if(!Array.isArray(t)||t.length!==4||!t.every(Number.isFinite))
return null;let[e,o,n,r]=t;return L.latLngBounds([[o,e],[r,n]])}var Es=()=>ft;function Yo(){let{map:t,inset:e}=i,o=t.getSize(),
n=kt(),r=bl();t.options.minZoom=wl;let s=L.point(12,14),a=L.point(12+n,14),l=L.point(14,30+e.bottom),c=p=>t.getBoundsZoom(
r,!1,p.add(l)),f=o.x-n>560&&c(s)-c(a)<=.5?a:s;Gt(()=>{t.fitBounds(r,{animate:!1,paddingTopLeft:f,paddingBottomRight:l}),
t.setMinZoom(Math.min(Re,t.getZoom()))})}function Os(){nt=null}function Ss(t){qt+=1,t.once("moveend",()=>{qt-=1})}function Xo(t){
if(!ys){ys=!0;let n=ce(t.view);if(n){ft=!0,Ut=bs(t),er(t.view),nt=n,i.map.options.minZoom=Math.min(Re,n.zoom),Gt(()=>i.map.
setView(n.center,n.zoom,Ls));return}or()}let e=bs(t);if(e===Ut)return;let o=Ut===null||Ut.split("|")[0]!==e.split("|")[0];
Ut=e,o&&(ft=!1,nt=null,wo()),ft||Yo()}var bs=t=>`${t.bounds||t.fit||"city"}|${t.fit==="route"&&Bt()?"lines":""}`;function Ve(){
ft=!1,nt=null,wo(),Yo()}function Ie(){let t=e=>e.rows.map(o=>Er(Object.keys(o.sample||{})[0])).find(Boolean);return(i.manifest.legend||[]).filter(
e=>(t(e)||i.time)===i.time)}function He(){let t=Me(i.time),e={type:new Set,[t]:new Set,corridor:new Set};return i.shown.
forEach(o=>{let{properties:n}=J(o);e.type.add(n.platform_type),e.corridor.add(n.kind),e[t].add(St(n)||"null")}),e}var C={land:"#f6f4ee",coast:"#c9d2d6",edgeDark:"#c4bfb3",region:"#8d8677",outline:"#4b5563",river:"#8fb8d6"},Ml={core:"#\
f3e6d8",northeast:"#dfe9df",southeast:"#e4e2ee"},Ze=[7,5];function je(t){let{regions:e}=i.manifest.scale;return Xt(e&&e[t]&&
e[t].tint,Ml[t]||C.land)}var We="#5b6470",en=t=>y("svg",{width:t,height:16,viewBox:`0 0 ${t} 16`,"aria-hidden":"true"}),vs={type(t){let e=((i.manifest.
scale.types||{})[t]||{}).shape;return on(R({shape:e,colour:P(t),fill:"full",outline:"solid",icon:""}))},status:t=>Qo(t,"\
plan"),status_target:t=>Qo(t,"target"),status_now:t=>Qo(t,"now"),region(t){let e=en(22);return y("rect",{x:1,y:2,width:20,
height:12,rx:2,fill:je(t),stroke:C.region,"stroke-width":1},e),e},outline(){let t=en(34);return y("path",{d:"M3 8H31",fill:"\
none",stroke:C.outline,"stroke-width":1.5,"stroke-dasharray":Ze.join(" ")},t),t},mode:t=>tn(t,!1,We),corridor:t=>tn("",!1,
P("corridor",t)),schematic:()=>tn("",!0,We),quality:t=>on(R({shape:"circle",colour:We,fill:"full",outline:"solid",icon:"",
ring:et(t)}),16)},De=(t,e)=>vs[t]?vs[t](e):null;function Qo(t,e){let{fill:o,outline:n}=Ee(t==="null"?null:t,e);return on(
R({shape:"square",colour:We,fill:o,outline:n,icon:""}))}function on(t,e){return t.setAttribute("width",String(e||19)),t.
setAttribute("height",String(e||19)),t}function tn(t,e,o){let n=en(34);return oe(t,e,o).forEach(r=>y("path",{d:"M3 8H31",
fill:"none",stroke:r.color,"stroke-width":r.weight,"stroke-opacity":r.opacity===void 0?1:r.opacity,"stroke-linecap":r.lineCap||
"round","stroke-dasharray":r.dashArray||"none"},n)),n}function El(){let t={...He(),mode:new Set,schematic:new Set,quality:new Set,region:new Set},e=Me(i.time);return t[e]=new Set,
i.shown.forEach(o=>{let{geometry:n,properties:r}=J(o);n&&(r.platform_type!=="corridor"&&t[e].add(St(r)||"null"),(r.legs||
[]).forEach(s=>{t.mode.add(s.mode),s.schematic&&t.schematic.add("yes")}),/Point$/.test(n.type)&&r.platform_type!=="corri\
dor"&&et(r.position_quality)!=="none"&&t.quality.add(r.position_quality))}),t}function As(){let t=El();return Ie().map(e=>({
title:(e.title||{})[i.lang]||"",rows:e.rows.map(o=>({row:o,code:Object.entries(o.sample||{})[0]||["",""]})).filter(({code:[
o,n]})=>!!t[o]&&t[o].has(n)).map(({row:o,code:[n,r]})=>({label:(o.label||{})[i.lang]||"",sample:De(n,r)}))})).filter(e=>e.
rows.length)}var Cs=new Map;function Ol(t){let e=lt(t.properties),o={dashed:"6 4",dotted:"1 5"}[e.outline]||null,n=["hatch","dots"].includes(
e.fill)?Oe(e.fill,e.colour):e.colour,[r]=L.geoJSON(t,{style:()=>({pane:"atlas-areas",interactive:!1,className:"atlas-are\
a",color:e.colour,weight:2,dashArray:o,fillColor:n,fillOpacity:{full:.35,half:.2,hatch:.4,dots:.4}[e.fill]||.05}),pane:"\
atlas-areas",interactive:!1}).getLayers();return r.on("add",()=>Z(r._path,t,!0)),r}function Ue(){se("areas",(t,e)=>{let{
id:o}=t.properties,n=Cs.get(o);e&&!n&&Cs.set(o,n=Ol(t)),n&&(e!==i.map.hasLayer(n)&&(e?n.addTo(i.map):n.remove()),e&&q(n.
_path,o))})}function $(t){i.map.closePopup(),i.selected=i.chosen=t,O().forEach(e=>q(e.element,e.id)),Ue(),le(),vt(),ot(),K.emit(t)}function I(t){let e=atob(t),o=new Uint8Array(e.length);for(let n=0;n<e.length;n+=1)o[n]=e.charCodeAt(n);return o}function Ps(t){
return JSON.parse(new TextDecoder("utf-8").decode(I(t)))}var Sl=640,vl=320,W=null,nn=null,rn=null,dt=null,Ct=!1,pt=!1,Ts="";function $s(t){W=t.attributionControl,W.setPrefix(!1),
W._update=()=>{},W._container.textContent="",nn=h("span","atlas-credit-whole",W._container),rn=h("span","atlas-credit-st\
amp",W._container),dt=h("button","atlas-credit-button",W._container),dt.type="button",dt.addEventListener("click",()=>qe(
!pt)),W._container.addEventListener("keydown",e=>{e.key==="Escape"&&pt&&(e.stopPropagation(),qe(!1))}),t.on("click",()=>{
pt&&qe(!1)}),Fs()}function zs(){let t=`${i.lang} ${_s()}`;if(Ts===t)return;Ts=t;let{credit:e,review:o}=_s()?i.manifest.foreign:
i.manifest,n=r=>(r||{})[i.lang];nn.textContent=[n(e),b("prefix")].filter(Boolean).join(" · "),rn.textContent=n(o)||"",dt.
textContent=b("credit_short"),dt.title=b("credit_fold"),S(),sn()}function _s(){let{own:t,drafts:e,foreign:o}=i.state||{};
return!!(i.manifest.foreign&&(o||t&&t.layers||e&&e.length))}function sn(){let{clientWidth:t,clientHeight:e}=i.map.getContainer(),
o=t<Sl||e<vl;o!==Ct&&(Ct=o,qe(!1))}function qe(t){pt=t,Fs(),S()}function Fs(){W._container.classList.toggle("is-folded",
Ct),nn.hidden=Ct&&!pt,rn.hidden=!Ct||pt,dt.hidden=!Ct,dt.setAttribute("aria-expanded",String(pt))}var Bs="atlas-legend-open",Al=600,Cl=520,Pl=1300,z=null,Pt=null,D=null,ks="",ln=[],Tl=()=>{try{return sessionStorage.getItem(
Bs)}catch{return null}},_l=t=>{try{sessionStorage.setItem(Bs,t?"1":"0")}catch{}};function Ns(t){let e=L.Control.extend({
onAdd(){return z=h("section","atlas-legend leaflet-bar"),Pt=h("button","atlas-legend-button",z),Pt.type="button",D=h("di\
v","atlas-legend-body",z),D.id="atlas-legend-body",Pt.setAttribute("aria-controls",D.id),Pt.addEventListener("click",()=>{
Ge=!1,cn(D.hidden),_l(!D.hidden),S(),ot()}),Hn(z),L.DomEvent.disableClickPropagation(z).disableScrollPropagation(z),z}});
new e({position:"bottomleft"}).addTo(t);let o=Tl(),{clientWidth:n,clientHeight:r}=t.getContainer();cn(r>=Cl&&(o===null?n>=
Al:o==="1"))}function cn(t){D.hidden=!t,Pt.setAttribute("aria-expanded",String(t)),z.classList.toggle("is-open",t),i.map.
getContainer().classList.toggle("atlas-legend-open",t)}var Ge=!1,an="";function Rs(t){if(an===t.fit)return;an=t.fit;let e=an===
"route"&&i.map.getSize().x<Pl;if(e&&!D.hidden)Ge=!0;else if(e||!Ge)return;cn(!e),e||(Ge=!1),S()}var fn=()=>z;function dn(t){
if(!z)return;let e=i.lang+i.time;if(ks!==e&&(ks=e,$l()),!t)return;let o=He();ln.forEach(({row:n,key:r,code:s})=>n.classList.
toggle("is-absent",!!o[r]&&!o[r].has(s)))}function $l(){z.setAttribute("aria-label",b("legend")),Pt.textContent=b("legen\
d"),D.textContent="",ln=[],Ie().forEach(t=>{let e=h("div","atlas-legend-group",D);h("h3","",e,(t.title||{})[i.lang]||"");
let o=h("ul","",e);t.rows.length>3&&t.rows.every(zl)&&(o.className="is-double"),t.rows.forEach(n=>{let r=h("li","",o),[s,
a]=Object.entries(n.sample||{})[0]||["",""],l=h("span","atlas-legend-sample",r),c=De(s,a);c&&l.appendChild(c),h("span","",
r,(n.label||{})[i.lang]||""),ln.push({row:r,key:s,code:a})})})}var zl=({label:t})=>Array.from((t||{})[i.lang]||"").reduce(
(e,o)=>e+(o>"⺀"?2:1),0)<=16;var pn=null,Tt=null;function Is(t){t.zoomControl&&t.zoomControl.remove(),pn=L.control.zoom({position:"topleft"}).addTo(t);
let e=L.Control.extend({onAdd(){let o=h("div","leaflet-bar atlas-reset");Tt=h("a","",o),Tt.href="#",Tt.setAttribute("rol\
e","button");let n=y("svg",{width:16,height:16,viewBox:"-8 -8 16 16","aria-hidden":"true"},Tt);return y("path",{d:"M-6.2\
 .6L0 -5.6L6.2 .6M-4.4 -.6V5.6H4.4V-.6",fill:"none",stroke:"currentColor","stroke-width":1.7,"stroke-linejoin":"round","\
stroke-linecap":"round"},n),L.DomEvent.disableClickPropagation(o),L.DomEvent.on(Tt,"click",r=>{L.DomEvent.preventDefault(
r),Ve()}),o}});if(new e({position:"topleft"}).addTo(t),Ns(t),t.attributionControl||L.control.attribution({position:"bott\
omright",prefix:!1}).addTo(t),$s(t),L.control.scale({position:"bottomright",metric:!0,imperial:!1,maxWidth:110}).addTo(t),
t.getContainer().setAttribute("role","region"),window.ResizeObserver){let o=new ResizeObserver(Fl);[t.getContainer(),t.attributionControl.
getContainer(),fn()].forEach(n=>o.observe(n))}}function Fl(){sn();let{map:t}=i,e=t.getContainer(),o=t.attributionControl.
getContainer(),n=o.offsetWidth+fn().offsetWidth+24>e.clientWidth;e.classList.toggle("atlas-tight",n),e.style.setProperty(
"--credit",`${n?o.offsetHeight:0}px`),S()}var Vs="";function un(){if(zs(),Vs===i.lang)return;Vs=i.lang,S();let{map:t}=i,
e=(o,n)=>{o&&(o.title=b(n),o.setAttribute("aria-label",b(n)))};e(pn._zoomInButton,"zoom_in"),e(pn._zoomOutButton,"zoom_o\
ut"),e(Tt,"reset"),t.getContainer().setAttribute("aria-label",b("label")),t.getContainer().setAttribute("lang",i.lang===
"en"?"en":"zh-CN"),uo()}function mn(t){let e=i.map.getSize(),o=t&&t.narrow&&e.x<=640?t.narrow:t||{},n=(r,s)=>{let a=parseFloat(r);return Number.
isFinite(a)?Math.max(0,Math.min(/%$/.test(r)?a/100*s:a,s*.7)):0};return{right:n(o.right,e.x),bottom:n(o.bottom,e.y)}}var rt=null,Hs=null;function Zs(t){t.attributionControl&&t.attributionControl.remove(),t.attributionControl=null,rt=h("d\
iv","atlas-loading",t.getContainer()),rt.setAttribute("role","status"),h("div","atlas-loading-bar",rt),Hs=h("div","",rt)}
var js=()=>{rt&&(Hs.textContent=(window.AtlasLoading||{})[i.state.lang||"zh"]||b("loading"))};function Je(){rt&&rt.remove(),
rt=null}var kl={used:"tiles_used",partial:"tiles_partial",failed:"tiles_failed"},Bl=8e3,Ke=[],ut=null,mt="",Ye=0,hn=0;function Us(t){
let e=i.tiles;if(!e||!Array.isArray(e.urls))return;t.createPane("atlas-tiles").style.zIndex="220",t.createPane("atlas-ti\
le-edges").style.zIndex="225",Ke=e.urls.map(n=>L.tileLayer(n,{pane:"atlas-tiles",subdomains:e.subdomains,maxNativeZoom:e.
max_zoom,attribution:"",crossOrigin:!1})),Ke.forEach(n=>n.on({tileload:()=>{Ye+=1,Ws()},tileerror:()=>{hn+=1,Ws()}}).addTo(
t));let o=L.Control.extend({onAdd(){return ut=h("div","atlas-tiles-badge"),ut.setAttribute("role","status"),ut}});new o(
{position:"bottomright"}).addTo(t),setTimeout(()=>{Ye||qs("failed")},Bl),window.addEventListener("online",()=>Ke.forEach(
n=>n.redraw()))}function Ws(){!Ye&&Ke[0].isLoading()&&hn<3||qs(Ye?hn?"partial":"used":"failed")}function qs(t){mt!==t&&(mt=
t,mt!=="failed"&&Gs(),gn())}var Ds=null;function Gs(){let t=i.layers.regions;if(Ds||!t||!t.ready)return;let e={pane:"atl\
as-tile-edges",interactive:!1,fill:!1,color:C.region,weight:2};Ds=L.geoJSON({type:"FeatureCollection",features:t.features},
{style:e,pane:"atlas-tile-edges",interactive:!1}).addTo(i.map)}function gn(){if(!ut||!mt)return;let t=b(kl[mt],{source:i.
tiles.source[i.lang]});ut.textContent!==t&&(ut.textContent=t,ut.dataset.state=mt,mt!=="failed"&&Gs(),S())}var Js="";function Ks(){let{map:t,inset:e,selected:o}=i,n=o?`${o}|${e.right}|${e.bottom}`:"";if(n===Js)return;Js=n;let r=o&&
O().find(d=>d.id===o);if(!r)return;let s=t.latLngToContainerPoint(r.latlng).add([r.dx,r.dy]),a=t.getSize(),l=46,c=(d,m,g)=>d<
m?d-m:d>g-l?d-g+l:0,f=Zn(),p=s.y>a.y-f.y-l?f.x+l:l,u=L.point(c(s.x,p,a.x-e.right),c(s.y,l,a.y-e.bottom)).round();!u.x&&!u.
y||(Os(),Ss(t),t.panBy(u,{animate:!matchMedia("(prefers-reduced-motion: reduce)").matches,duration:.3}))}var yn=null;function wn(){if(!yn){let{lat:t,lng:e}=L.latLngBounds(i.manifest.home).getCenter(),[o,n]=Mt([e,t]);yn={x:o,y:n}}
return yn}var xn=new WeakMap;function Ys(t){if(!xn.has(t)){let{type:e,coordinates:o}=t.geometry,n=L.bounds([]),r=new Path2D,
s=new Path2D,{x:a,y:l}=wn();({LineString:[o],MultiPolygon:o.flat()}[e]||o).forEach(f=>{let p=Mt(f.flatMap(([d,m])=>[d,m])),
u=d=>Math.abs(f[d][0])===180;for(let d=0;d<p.length;d+=2){let m=L.point(p[d]-a,p[d+1]-l);n.extend(m),d?r.lineTo(m.x,m.y):
r.moveTo(m.x,m.y),d&&!(u(d/2)&&u(d/2-1))?s.lineTo(m.x,m.y):s.moveTo(m.x,m.y)}/Polygon$/.test(e)&&r.closePath()}),xn.set(
t,{path:r,edge:s,bounds:n})}return xn.get(t)}var Nl=256,Xs=L.Renderer,Qs=Xs.extend({options:{padding:.4,pane:"atlas-base"},inks:[],_initContainer(){this._container=h(
"canvas","")},_destroyContainer(){this._container.remove(),this._container=null},_updatePaths(){},_update(){this._map._animatingZoom&&
this._bounds||(Xs.prototype._update.call(this),this.paint())},paint(){let{_map:t,_container:e,_bounds:o}=this,n=o.getSize(),
r=Math.min(2,window.devicePixelRatio||1),s=Math.pow(2,t.getZoom()),a=wn(),l=t.getPixelOrigin().add(o.min).subtract(L.point(
a.x,a.y).multiplyBy(s));L.DomUtil.setPosition(e,o.min),Object.assign(e,{width:n.x*r,height:n.y*r}),Object.assign(e.style,
{width:n.x+"px",height:n.y+"px"});let c=e.getContext("2d"),f=L.bounds(l,l.add(n)),p=L.bounds(f.min.divideBy(s),f.max.divideBy(
s));c.setTransform(r*s,0,0,r*s,-l.x*r,-l.y*r),c.lineJoin=c.lineCap="round",this.inks.forEach(({path:u,edge:d,bounds:m,fill:g,
line:w,weight:x,opacity:M,turns:E,dash:yt})=>E.forEach(k=>{let B=L.point(k*Nl,0);p.intersects(L.bounds(m.min.add(B),m.max.
add(B)))&&(c.save(),c.translate(B.x,0),c.globalAlpha=M||1,g&&(c.fillStyle=g,c.fill(u,"evenodd")),c.setLineDash((yt||[]).
map(Ft=>Ft/s)),w&&(c.strokeStyle=w,c.lineWidth=x/s,c.stroke(d)),c.restore())}))}});var Xe=new Map,ti="",_t=null,ht=t=>e=>Object.assign({turns:[0]},Ys(e),t),ei={land:t=>t.map(ht({fill:C.land,line:C.coast,
weight:.8,turns:[-1,0,1]})),areas:t=>t.map(e=>{let o=je(e.properties.region);return ht({fill:o,line:o,weight:1})(e)}).concat(
t.map(ht({line:C.edgeDark,weight:.7,opacity:.9}))),regions:t=>t.flatMap(e=>[ht({line:"#ffffff",weight:4.5,opacity:.75})(
e),ht({line:C.region,weight:1.5})(e)]),outlines:t=>t.map(ht({line:C.outline,weight:1.5,opacity:.85,dash:Ze})),rivers:t=>t.
map(e=>ht({line:C.river,weight:/changjiang/.test(e.properties.id)?2.6:1.7,opacity:.95})(e))};function bn(){fr();let t=i.
order.filter(o=>{let{def:n,ready:r}=i.layers[o];return n.role==="base"&&r&&Ot(o)&&ei[ge(n)]});if(i.map.getContainer().classList.
toggle("atlas-inland",i.order.some(o=>i.layers[o].def.beyond&&!t.includes(o))),t.join()===ti)return;ti=t.join(),t.filter(
o=>!Xe.has(o)).forEach(o=>{try{Xe.set(o,ei[ge(i.layers[o].def)](i.layers[o].features.filter(n=>n.geometry)))}catch(n){Xe.
set(o,[]),N(o,n)}});let e=t.flatMap(o=>Xe.get(o));_t?(_t.inks=e,_t.paint()):(_t=new Qs,_t.inks=e,_t.addTo(i.map))}var Mn="#7a2e5f",Qe=null,oi="",ni=t=>Number.isFinite(t.lat)&&Number.isFinite(t.lon);function Rl(t){let e=L.latLng(t.lat,
t.lon),o=(r,s)=>r>0?L.circle(e,Object.assign({pane:"atlas-halos",interactive:!1,radius:r*1e3,color:Mn,className:"atlas-r\
ing-of-question"},s)):null,n=t.high>t.low;return[o(Number(t.km),{weight:1.6,opacity:.85,fillColor:Mn,fillOpacity:.07}),n&&
o(Number(t.low),{weight:1,opacity:.7,dashArray:"0.1 4",lineCap:"round",fill:!1}),n&&o(Number(t.high),{weight:1,opacity:.7,
dashArray:"0.1 4",lineCap:"round",fill:!1})].filter(Boolean)}function Vl(t){let e=L.circleMarker([t.lat,t.lon],{pane:"at\
las-halos",interactive:!1,radius:7,weight:3,color:Mn,fillColor:"#fff",fillOpacity:1,className:"atlas-draft"}),o=h("span",
"atlas-draft-label",null,String(t.label||""));return e.bindTooltip(o,{permanent:!0,pane:"atlas-drafts",className:"atlas-\
draft-tip"})}function Ln(){let t=i.map.getContainer(),e=to(t),o=Array.from(t.querySelectorAll(".leaflet-atlas-marks-pane\
 [data-feature-id], .leaflet-control"),to);Qe.eachLayer(n=>{let r=n.getTooltip();if(!r)return;let s=ri.map(([a,l])=>{si(
r,a,l,e);let c=to(r.getElement());return o.filter(f=>f.left<c.right&&f.right>c.left&&f.top<c.bottom&&f.bottom>c.top).length});
s[0]<=s[1]&&si(r,...ri[0],e)})}var ri=[["top",-8],["bottom",8]],to=t=>t.getBoundingClientRect();function si(t,e,o,n){let r=t.
getElement();Object.assign(t.options,{direction:e,offset:L.point(0,o)}),r.style.translate="",t.update();let s=to(r),a=Math.
max(n.left+2-s.left,0)||Math.min(n.right-2-s.right,0);Math.abs(a)<s.width/2&&(r.style.translate=a+"px")}function ii(t){let e=(t.
rings||[]).filter(ni),o=(t.drafts||[]).filter(ni),n=JSON.stringify([e,o]);n!==oi&&(oi=n,Qe&&Qe.remove(),Qe=L.layerGroup(
[...e.flatMap(Rl),...o.map(Vl)]).addTo(i.map),i.map.off("zoomend moveend resize",Ln).on("zoomend moveend resize",Ln),Ln())}var $t=null,ai="";function li(t){let{popup:e,selected:o}=t,n=e&&o?JSON.stringify([o,e]):"";if(n===ai&&(!n||$t&&$t.isOpen())||
(ai=n,$t&&$t.remove(),$t=null,!n))return;let r=h("div","atlas-brief"),s=h("button","atlas-brief-close",r,"×");s.type="b\
utton",s.setAttribute("aria-label",e.close),s.addEventListener("click",()=>{$(null),i.map.getContainer().focus({preventScroll:!0})}),
e.lines.forEach((l,c)=>h(c?"p":"h2","",r,l));let a=h("a","",h("p","",r),e.link);/^(https?:\/\/|\.\.\/)/.test(e.href)&&(a.
href=e.href),a.target="_blank",a.rel="noopener",$t=L.popup({className:"atlas-popup",maxWidth:280,minWidth:180,closeButton:!1,
autoPanPaddingTopLeft:[12,48],autoPanPaddingBottomRight:[12,40],offset:[0,-6]}).setLatLng(Il(o)).setContent(r).openOn(i.
map),i.chosen===o&&a.focus({preventScroll:!0}),i.chosen=null}function Il(t){let{map:e}=i,o=O().find(a=>a.id===t);if(o)return e.
containerPointToLatLng(e.latLngToContainerPoint(o.latlng).add([o.dx,o.dy]));if(i.chosen===t&&i.clickedAt)return i.clickedAt;
let n=J(t),r=e.getCenter();return(n&&n.geometry?L.geoJSON(n).getLayers().flatMap(Hl):[]).reduce((a,l)=>a&&r.distanceTo(a)<=
r.distanceTo(l)?a:l,null)||r}var Hl=t=>t.getLatLngs?t.getLatLngs().flat(3):[t.getLatLng()];var En=(t,e)=>{let o=Object.keys(t||{}).concat(Object.keys(e||{})),n=(r,s)=>((r||{})[s]||[]).slice().sort().join();return o.
every(r=>n(t,r)===n(e,r))};function ci({layers:t,filters:e={}},o,n){let r=t.reduce((l,c)=>l+(c.count||0),0),s=new Uint8Array(
Math.ceil(r/8)).fill(255);r%8&&(s[s.length-1]=(1<<r%8)-1);let a=l=>s.forEach((c,f)=>{s[f]=c&(l[f]||0)});return n&&a(I(n)),
Object.keys(o).filter(l=>o[l].length).forEach(l=>{let c=new Uint8Array(s.length);o[l].forEach(f=>I(e[l][f]).forEach((p,u)=>{
c[u]|=p})),a(c)}),s}var Zl=["shown","choices","search","stamp","painted"],On=t=>JSON.stringify(Object.keys(t).filter(e=>!Zl.
includes(e)).sort().map(e=>[e,t[e]]));var fi=2e3,jl=15e3,T=[],ui=0,di=0,eo=null,pi=null,Sn=null,mi=null;function hi(t){({draw:Sn,update:mi}=t)}var Wl=t=>t.some(
e=>e==="corridor"||e in(i.manifest.scale.corridors||{}));function gi(t,e){let{state:o,drawn:n}=i;if(!n||!o.choices||!((i.
manifest.filters||{})[t]||{})[e])return;let r=T.length?T[T.length-1]:o.choices,s=r[t]||[],a=Object.assign({},r,{[t]:s.includes(
e)?s.filter(l=>l!==e):s.concat([e])});[r,a].some(l=>Wl(Object.values(l).flat()))||(T=(T.length?T:[r]).concat([a]),ui=performance.
now(),di+=1,T.length===2&&(pi=o),clearTimeout(eo),eo=setTimeout(()=>{T=[],Sn(pi)},jl),Sn(Object.assign({},o,{shown:ci(i.
manifest,a,o.search),stamp:`ahead-${di}`})))}function yi(t){clearTimeout(eo);let o=T.slice(0,-1).some(n=>En(n,t.choices))&&
!En(T[T.length-1],t.choices)&&performance.now()-ui<fi;return o?eo=setTimeout(()=>mi(t),fi):T=[],o}function xi(t){let{drawn:e}=i,
o=I(String(t.shown));return!(e.shown instanceof Uint8Array)||On(e)!==On(t)?!1:e.shown.length===o.length&&e.shown.every((n,r)=>n===
o[r])}function wi(t,{layers:e,order:o}){let n=new Set,r=typeof t.shown=="string"?I(t.shown):t.shown,s=0;return o.forEach(a=>{let l=e[a],
{def:c}=l,f=s;c.role!=="base"&&(s+=c.count,l.ready&&l.features.forEach((p,u)=>{(!r||r[f+u>>3]>>(f+u&7)&1)&&n.add(p.properties.
id)}))}),n}var vn={own:{ink:"#b34700",fill:"rgba(217,95,2,0.25)",point:"#d95f02",rim:"#ffffff"},preview:{ink:"#00695c",fill:"rgba(0\
,121,107,0.12)",point:"#00796b",rim:"#ffffff"}},bi={error:"#8f0d12",warning:"#8f0d12",note:"#4d5660"},Dl=2e3,Jt=null,Kt=(t,e)=>!t.
kept||!!(t.kept[e>>3]>>(e&7)&1);function Li(t,e,o){let n=vn[e.role],{path:r,starts:s,shapes:a,areas:l,pathRows:c}=e,f=0;
t.lineWidth=1.6,t.strokeStyle=n.ink,t.fillStyle=n.fill,t.setLineDash(e.role==="preview"?[5,4]:[]);for(let p=0;p<a.length;){
let u=p,d=a[p];for(t.beginPath();p<a.length&&a[p]===d&&l[p]===l[u];p+=1){for(let m=s[p];m<s[p+1];m+=1){let g=r[2*m]*o.scale-
o.left,w=r[2*m+1]*o.scale-o.top;m===s[p]?t.moveTo(g,w):t.lineTo(g,w)}l[u]&&t.closePath()}Kt(e,c[u])&&(l[u]&&t.fill("even\
odd"),t.stroke(),f+=1)}return t.setLineDash([]),f}function Mi(t,e,o,n){return e.rows.length>Dl?ql(t,e,o):Ul(t,e,o,n)}function Ul(t,e,o,n){
let r=vn[e.role],{points:s,rows:a}=e,l=[];for(let c=0;c<a.length;c+=1){let f=Math.round(s[2*c]*o.scale-o.left),p=Math.round(
s[2*c+1]*o.scale-o.top);f>-9&&p>-9&&f<n.x+9&&p<n.y+9&&Kt(e,a[c])&&l.push(f,p)}t.fillStyle=r.rim;for(let c=0;c<l.length;c+=
2)t.fillRect(l[c]-5,l[c+1]-5,10,10);t.fillStyle=r.point;for(let c=0;c<l.length;c+=2)t.fillRect(l[c]-3,l[c+1]-3,7,7);return l.
length/2}function ql(t,e,o){let{points:n,rows:r}=e,{width:s,height:a}=t.canvas,l=s/parseFloat(t.canvas.style.width),c=new ImageData(
s,a),f=new Uint32Array(c.data.buffer),p=Math.round(3*l),u=Gl(vn[e.role].point),d=o.scale*l,m=o.left*l+p/2,g=o.top*l+p/2,
w=0;for(let x=0;x<r.length;x+=1){let M=Math.round(n[2*x]*d-m),E=Math.round(n[2*x+1]*d-g);if(!(M>-p&&E>-p&&M<s&&E<a)||!Kt(
e,r[x]))continue;let yt=Math.min(M+p,s),k=Math.min(E+p,a);for(let B=Math.max(E,0);B<k;B+=1)for(let Ft=B*s+Math.max(M,0);Ft<
B*s+yt;Ft+=1)f[Ft]=u;w+=1}return Jt||(Jt=document.createElement("canvas")),Object.assign(Jt,{width:s,height:a}),Jt.getContext(
"2d").putImageData(c,0,0),t.save(),t.setTransform(1,0,0,1,0,0),t.drawImage(Jt,0,0),t.restore(),w}function Gl(t){let[e,o,
n]=[1,3,5].map(r=>parseInt(t.slice(r,r+2),16));return(255<<24|n<<16|o<<8|e)>>>0}function Ei(t,e,o){let n=i.map.project([
e[1],e[0]],o.zoom),r=n.x-o.left,s=n.y-o.top;t.beginPath(),t.arc(r,s,9,0,2*Math.PI),t.lineWidth=4,t.strokeStyle="#ffffff",
t.stroke(),t.lineWidth=2,t.strokeStyle=bi[e[2]]||bi.note,t.stroke()}var Jl=.35,F=null,oo=[],Oi=[];function Si(){let{map:t}=i,e=t.createPane("atlas-own");e.style.zIndex="545",e.style.pointerEvents=
"none",F=h("canvas","atlas-own leaflet-zoom-animated",e),F.setAttribute("aria-hidden","true"),t.on("moveend zoomend resi\
ze",Ai),t.on("zoomanim",o=>{let n=t.getZoomScale(o.zoom,gt.zoom),r=t._latLngToNewLayerPoint(gt.corner,o.zoom,o.center);L.
DomUtil.setTransform(F,r,n)})}function vi(t,e){oo=t,Oi=e,Ai()}var gt={zoom:0,corner:null,scale:1,left:0,top:0};function Ai(){
let{map:t}=i,e=t.getSize(),o=Math.min(2,window.devicePixelRatio||1),n=e.multiplyBy(Jl).round(),r=e.add(n.multiplyBy(2)),
s=t.containerPointToLayerPoint(n.multiplyBy(-1)),a=t.getPixelOrigin().add(s);gt={zoom:t.getZoom(),corner:t.layerPointToLatLng(
s),scale:Math.pow(2,t.getZoom()),left:a.x,top:a.y},(F.width!==r.x*o||F.height!==r.y*o)&&(Object.assign(F,{width:r.x*o,height:r.
y*o}),Object.assign(F.style,{width:r.x+"px",height:r.y+"px"})),L.DomUtil.setTransform(F,s,1);let l=F.getContext("2d");l.
setTransform(o,0,0,o,0,0),l.clearRect(0,0,r.x,r.y);let c=0;oo.forEach(f=>{c+=Li(l,f,gt)+Mi(l,f,gt,r)}),Oi.forEach(f=>Ei(
l,f,gt)),F.dataset.own=String(c)}var Ci=()=>F&&oo.length?{layers:oo,view:gt,isKept:Kt}:null;function Pi(t,e){let o=h("ul","atlas-stack-list");e.forEach(s=>{let a=h("button","",h("li","",o));a.type="button",a.appendChild(
R(lt(s.feature.properties,s.part))),h("span","",a,te(s.feature.properties,s.part)),a.addEventListener("click",()=>$(s.id))});
let{inset:n}=i;L.popup({className:"atlas-popup",maxWidth:320,closeButton:!1,autoPanPaddingTopLeft:[kt()+8,12],autoPanPaddingBottomRight:[
n.right+12,n.bottom+12]}).setLatLng(t).setContent(o).openOn(i.map);let r=o.querySelector("button");r&&r.focus({preventScroll:!0})}var _=null;function Ti(t){_=h("div","atlas-tip",t),_.hidden=!0}function An(t,e,o,n){let r=t&&J(t);if(!r)return;let s=Fr(
n||e.target);_.textContent=s?te(r.properties,s.part):v(r.properties),_.hidden=!1,$i(o||i.map.mouseEventToContainerPoint(
e))}function _i(t){_.hidden||$i(i.map.mouseEventToContainerPoint(t))}function no(){_&&(_.hidden=!0)}function $i(t){let e=i.
map.getSize(),o=t.x+16+_.offsetWidth>e.x?t.x-12-_.offsetWidth:t.x+16,n=t.y-14-_.offsetHeight<0?t.y+20:t.y-14-_.offsetHeight;
_.style.transform=`translate(${Math.round(Math.max(2,o))}px, ${Math.round(n)}px)`}var ro=t=>{let e=t.closest&&t.closest("[data-feature-id], [data-part-of]");return e?e.getAttribute("data-feature-id")||e.
getAttribute("data-part-of"):null},Fi=[];function ki(t){Fi.push(t)}var zi=t=>Fi.some(e=>e(t));function Bi(t){let e=t.getContainer();
Ti(e),he.on(Pi),["atlas-marks","atlas-hits","atlas-areas"].forEach(o=>{let n=t.getPane(o);L.DomEvent.on(n,"dblclick",L.DomEvent.
stop),L.DomEvent.on(n,"click",r=>{let s=ro(r.target);s&&(L.DomEvent.stop(r),!(t.dragging&&t.dragging.moved())&&(o!=="atl\
as-marks"&&zi(t.mouseEventToLatLng(r))||(i.clickedAt=t.mouseEventToLatLng(r),$(s))))}),n.addEventListener("keydown",r=>{
let s=ro(r.target);!s||r.key!=="Enter"&&r.key!==" "||(r.preventDefault(),r.stopPropagation(),i.clickedAt=null,$(s))}),n.
addEventListener("mouseover",r=>An(ro(r.target),r)),n.addEventListener("mousemove",r=>_i(r)),n.addEventListener("mouseou\
t",no),n.addEventListener("focusin",r=>Kl(r.target)),n.addEventListener("focusout",no)}),t.on("click",o=>{let{lat:n,lng:r}=o.
latlng;if(i.state&&i.state.points)K.emit(null,{lon:r,lat:n});else{if(zi(o.latlng))return;i.selected&&$(null)}}),t.on("mo\
vestart zoomstart",no),e.addEventListener("keydown",o=>{o.key==="Escape"&&i.selected&&$(null)})}function Kl(t){let e=ro(
t),o=e&&O().find(s=>s.element===t);if(i.map.getContainer().scrollTop=i.map.getContainer().scrollLeft=0,!o)return;let n=i.
inset;Yl(o)||i.map.panInside(o.latlng,{paddingTopLeft:[60,60],paddingBottomRight:[60+n.right,60+n.bottom]});let r=i.map.
latLngToContainerPoint(o.latlng);t.matches(":focus-visible")&&An(e,null,r.add([o.dx,o.dy]),t)}function Yl(t){let e=i.map.
latLngToContainerPoint(t.latlng),o=i.map.getSize();return e.x>20&&e.y>20&&e.x<o.x-i.inset.right-20&&e.y<o.y-i.inset.bottom-
20}function Ni(t,e,o,n){let r=n,s=null;return t.layers.forEach(a=>a.rows.forEach((l,c)=>{let f=Math.hypot(a.points[2*c]-e,a.
points[2*c+1]-o);f<r&&t.isKept(a,l)&&(r=f,s={layer:a,row:l})})),s}function Ri(t,e,o,n){let r=n,s=null,a=null;return t.layers.
forEach(l=>{let{starts:c,shapes:f,areas:p,pathRows:u}=l;for(let d=0;d<f.length;){let m=d,g=1/0,w=!1;for(;d<f.length&&f[d]===
f[m]&&p[d]===p[m];d+=1){let x=Xl(l.path,c[d],c[d+1],e,o);g=Math.min(g,x.gap),w=w!==(x.crossed&&!!p[d])}t.isKept(l,u[m])&&
(g<r&&(r=g,s={layer:l,row:u[m]}),w&&(a={layer:l,row:u[m]}))}}),s||a}function Xl(t,e,o,n,r){let s=1/0,a=!1;for(let l=e;l+
1<o;l+=1){let c=t[2*l]-n,f=t[2*l+1]-r,p=t[2*l+2]-n-c,u=t[2*l+3]-r-f,d=Math.max(0,Math.min(1,-(c*p+f*u)/(p*p+u*u||1)));s=
Math.min(s,Math.hypot(c+d*p,f+d*u)),f>0!=f+u>0&&c-f*p/u>0&&(a=!a)}return{gap:s,crossed:a}}var Vi=9,Ql=500,tc=2e4,ec=".st-key-own-table",zt=null,Cn=0,Pn=null;function Ii(t){let e=Ci();if(!e)return null;let{scale:o,
zoom:n}=e.view,r=i.map.project(t,n),s=r.x/o,a=r.y/o;return Ni(e,s,a,Vi/o)||Ri(e,s,a,Vi/o)}var Hi=()=>!!(i.state&&!i.state.
points&&i.state.own&&i.state.own.heard);function oc(t){let e=Hi()&&Ii(t);return e?(K.emit(null,{own:[e.layer.number,e.row]}),
nc(),!0):!1}function nc(){try{let t=window.parent,e=t.document,o=new AbortController;Pn&&Pn.abort(),Pn=o,["wheel","touch\
move","pointerdown","keydown"].forEach(l=>{e.addEventListener(l,()=>o.abort(),{signal:o.signal,capture:!0,passive:!0})});
let n=t.performance.now(),r=n,s=NaN,a=l=>{if(o.signal.aborted)return;let c=e.querySelector(ec);(!c||c.getBoundingClientRect().
top!==s)&&(r=l,c&&c.scrollIntoView({block:"center"}),s=c?c.getBoundingClientRect().top:NaN),l-r<Ql&&l-n<tc?t.requestAnimationFrame(
a):o.abort()};t.requestAnimationFrame(a)}catch{}}function Zi(t){zt=h("div","atlas-tip",t.getContainer()),zt.hidden=!0,ki(
oc),t.on("mousemove",rc),t.on("mouseout movestart",()=>{zt.hidden=!0})}function rc(t){Cn||(Cn=requestAnimationFrame(()=>{
Cn=0;let e=Ii(t.latlng),o=e&&e.layer.names[e.row];if(i.map.getContainer().classList.toggle("is-over-own",!!e&&Hi()),zt.hidden=
!o,!o)return;zt.textContent=bt(o);let n=i.map.latLngToContainerPoint(t.latlng);zt.style.transform=`translate(${Math.round(
n.x+14)}px, ${Math.round(Math.max(2,n.y-30))}px)`}))}var sc=[["points",Float32Array],["pointRows",Uint32Array],["path",Float32Array],["pathStarts",Uint32Array],["pathShapes",
Uint32Array],["pathRows",Uint32Array],["pathAreas",Uint8Array]];function ji(t){let e=new DataView(t).getUint32(0,!0),o=JSON.
parse(new TextDecoder("utf-8").decode(new Uint8Array(t,4,e))),n={},r=4+e;return sc.forEach(([s,a],l)=>{n[s]=new a(t,r,o.
sizes[l]),r+=n[s].byteLength}),{role:o.role==="preview"?"preview":"own",names:Array.isArray(o.names)?o.names:[],points:Mt(
n.points),path:Mt(n.path),rows:n.pointRows.length?n.pointRows:Uint32Array.from({length:n.points.length/2},(s,a)=>a),starts:n.
pathStarts,shapes:n.pathShapes,pathRows:n.pathRows,areas:n.pathAreas,kept:null,number:0}}var H=new Map,Wi="",Tn=!1;function _n(t){let e=t.own||{};if(!Tn&&!e.layers)return;Tn||ic();let o=(e.layers||[]).map(r=>r.
url);Array.from(H.keys()).filter(r=>!o.includes(r)).forEach(r=>H.delete(r)),(e.layers||[]).forEach((r,s)=>{H.has(r.url)||
cc(r.url);let a=H.get(r.url);a&&Object.assign(a,{number:s,kept:r.kept?I(r.kept):null})}),vi(o.map(r=>H.get(r)).filter(Boolean),
e.marks||[]),e.painted&&o.every(r=>H.get(r))&&Et.emit(e.painted);let n=e.focus?JSON.stringify(e.focus):"";n&&n!==Wi&&(lc(),
ac(e.focus.to)),Wi=n}function ic(){Tn=!0,Si(),Zi(i.map)}function ac(t){let{map:e}=i,o={animate:!1};t.length===2?e.setView(
[t[1],t[0]],Math.max(e.getZoom(),11),o):e.fitBounds([[t[1],t[0]],[t[3],t[2]]],{padding:[24,24],maxZoom:12,...o})}function lc(){
try{window.frameElement&&window.frameElement.scrollIntoView({block:"nearest"})}catch{}}function cc(t){H.set(t,null),fetch(
t,{credentials:"same-origin",cache:"no-store"}).then(e=>{if(!e.ok)throw new Error("HTTP "+e.status);return e.arrayBuffer()}).
then(e=>{H.has(t)&&(H.set(t,ji(e)),_n(i.state))}).catch(e=>{H.delete(t),N(b("own"),e)})}var $n=t=>i.layers[t].asked&&!i.layers[t].ready&&!i.layers[t].failed;function fc(t){let{port1:e,port2:o}=new MessageChannel;
e.onmessage=()=>{e.close(),t()},o.postMessage(null)}function zn(t){if(i.order.some($n)||(Je(),t==null))return;let{painted:e}=i.
state,o=()=>{i.state.stamp===t&&(document.documentElement.dataset.atlasState=String(t)),e&&Et.emit(e)};document.hidden?setTimeout(
o,50):requestAnimationFrame(()=>fc(o))}var dc=640,Fn=0,Di="",so=()=>!!(window.Streamlit&&window.Streamlit.setComponentValue);function Ui(t){t.getContainer().classList.
add("atlas"),Et.on(uc),K.on(mc),so()&&(document.documentElement.classList.add("atlas-framed"),t.getContainer().classList.
add("atlas-fill"),pc())}function pc(){let e="",o=-1/0,n=({target:r,timeStamp:s})=>{let a=r.closest&&r.closest("label"),l=a&&
a.closest('[class*="st-key-"]'),c=l&&a.querySelector('input[type="checkbox"]:enabled')&&/st-key-([a-z_0-9]+)-([a-z0-9-]+)/.
exec(l.className);!c||c[0]===e&&s-o<40||([e,o]=[c[0],s],gi(c[1],c[2]))};try{let r=window.parent.document;r.addEventListener(
"click",n,!0),window.addEventListener("pagehide",()=>r.removeEventListener("click",n,!0))}catch{}}function uc(t){Di===t||
!so()||(Di=t,fetch(t,{cache:"no-store"}).catch(()=>{}))}function qi(t){let e=t==="en"?"en":"zh-CN",o=document.documentElement;
o.lang!==e&&(o.lang=e)}function Gi(t,e){if(!(!e.selected||t&&t.selected===e.selected||!so()))try{let o=window.parent;if(o.
innerWidth>=dc)return;let n=o.document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="st\
SidebarCollapseButton"] button');n&&n.click()}catch{}}function mc(t,e){Fn=Math.max(Fn+1,Date.now());let o={id:t,n:Fn,...e};
if(so()){let n={last_active_drawing:o},r=window.__GLOBAL_DATA__;r&&(r.last_active_drawing=o,r.previous_data=n),window.Streamlit.
setComponentValue(n)}document.dispatchEvent(new CustomEvent("atlas:select",{detail:o}))}var hc=40,gc=150,Ji=t=>i.layers[t].def.role==="base",Yt=1/0,Bn=null,Nn=!1;function io(){if(!i.state||!i.started)return;let t=i.
order.filter($n);if(!t.length)return kn(0,Rn);i.order.some(e=>!Ji(e)&&i.layers[e].ready)?kn(gc,Rn):!Nn&&!t.some(Ji)&&kn(
hc,Ki)}function kn(t,e){let o=performance.now()+t;if(Yt<=o)return;clearTimeout(Bn),Yt=o;let n=()=>{Yt=1/0,e()};t?Bn=setTimeout(
n,t):(Yt=-1/0,Promise.resolve().then(n))}function ao(){let{state:t}=i;i.lang=t&&t.lang==="en"?"en":"zh",i.time=t&&["targ\
et","now"].includes(t.time)?t.time:"plan",lr(t)}function Ki(){i.drawn||Nn||i.state.fit==="route"||(Nn=!0,Ko(),ao(),i.inset=
mn(i.state.inset),un(),dn(!1),Dt(()=>Xo(i.state)),bn())}function Rn(){clearTimeout(Bn),Yt=1/0;let t=performance.now(),{state:e}=i;
Ki(),ao(),qi(i.lang),at(),i.shown=wi(e,i),i.emphasis=Array.isArray(e.emphasis)&&e.emphasis.length?new Set(e.emphasis):null,
i.map.getContainer().classList.toggle("atlas-emphasis",!!i.emphasis),i.inset=mn(e.inset),i.selected=e.selected||null,Gi(
i.drawn,e),bn(),Ue();let o=le();kr(),_n(e),un(),gn(),Rs(e),dn(!0);let n=Dt(()=>{Xo(e),Be(),vt(),ii(e),Ks()});n&&at(),(n||
o)&&$e(),(n||!i.drawn)&&ke(),ot(),li(e),xo(),i.drawn=e,i.timings.update=performance.now()-t,zn(e.stamp)}function lo(t){i.
drawn&&yi(t)||(i.drawn&&xi(t)?(i.state=i.drawn=t,zn(t.stamp)):Vn(t))}function Vn(t){if(i.state=t,!i.started)return js();
i.drawn?Rn():io()}var yc=[["atlas-base",210],["atlas-graticule",230],["atlas-areas",300],["atlas-halos",340],["atlas-lines",400],["atlas-h\
its",410],["atlas-leaders",560],["atlas-labels",600],["atlas-marks",620],["atlas-stacks",630],["atlas-drafts",640]];function Yi(t,e){
window.openMap=i.map=t,i.prefix=e.prefix||String(e.manifest).replace(/[^/]*$/,""),Ui(t),hi({draw:Vn,update:lo});let o=e.
manifest,n=typeof o=="string"?bo(o):Promise.resolve(o);return Zs(t),Object.assign(t.options,{zoomSnap:.25,zoomDelta:.75,
wheelPxPerZoomLevel:90,minZoom:Re,maxZoom:13}),matchMedia("(prefers-reduced-motion: reduce)").matches&&(t._zoomAnimated=
!1,t.options.inertia=!1),yc.forEach(([r,s])=>{(t.getPane(r)||t.createPane(r)).style.zIndex=String(s)}),i.given=e.data||{},
i.tiles=e.tiles||null,i.homeless=e.address===!1,n.then(xc).catch(r=>{Je(),N("manifest",r)})}function xc(t){i.manifest=t,
i.given=Object.assign({},t.data,i.given),i.order=t.layers.map(n=>n.id),t.layers.forEach(n=>{i.layers[n.id]={def:n,features:[],
asked:!1,ready:!1,failed:!1}});let e=i.map;me.on(io),ao();let o=at();return Gt(()=>{e._loaded||e.fitBounds(t.home,{animate:!1})}),
Sr(),Bi(e),us(e),gr(e),Is(e),Us(e),is(e),Ms(e),Qn(),i.started=!0,gs(e),io(),Promise.all(o)}return na(wc);})();
