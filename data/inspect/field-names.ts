import type { EventField } from '../load/events/event-source.js';

/** Names that shops give to columns, in a few languages, as {@link plainColumnName} writes them. */
const names: Readonly<Partial<Record<EventField, string>>> = {
  visitor: `visitor visitorid idvisitor user userid uid customer customerid customernumber customerno client clientid cid shopper shopperid member
    memberid account accountid person personid cookie cookieid device deviceid anonymousid fullvisitorid userpseudoid distinctid buyer
    buyerid who reviewerid kunde kundenid kundennr kundennummer besucher besucherid nutzer nutzerid benutzer benutzerid utilisateur
    idutilisateur visiteur idvisiteur idclient cliente idcliente clienteid usuario idusuario usuarioid klant klantid utente idutente
    gebruiker uzytkownik iduzytkownika klient idklienta utilizador comprador пользователь idпользователя клиент idклиента посетитель
    покупатель email emailaddress customeremail`,
  item: `item itemid product productid productsku sku article articleid articlenumber asin stockcode productcode itemcode pid iid goods
    goodsid contentid aid variant variantid movie movieid book isbn artikel artikelnr artikelnummer artikelid produkt produktid produktnr
    produit idproduit produitid producto idproducto productoid prodotto idprodotto produto idproduto articulo articolo
    itemsku lineitemsku idproduktu towar idtowaru товар idтовара артикул продукт`,
  time: `timestamp time eventtime date datetime ts createdat occurredat when at eventtimestamp eventdate invoicedate orderdate clienttime
    servertime receivedat sentat timeframe unixtime epoch zeit zeitpunkt zeitstempel datum uhrzeit heure horodatage fecha fechahora hora
    data dataora ora tijd tijdstip day timems timestampms ordertime orderedat soldat boughtat
    dateheure moment instante czas datazdarzenia znacznikczasu время дата датавремя датаивремя`,
  event: `event eventtype type action actiontype eventname behavior behaviour behaviortype behaviourtype activity activitytype kind
    interaction interactiontype what verb operation hittype ereignis ereignistyp aktion aktionstyp evenement typeevenement evento
    tipoevento accion azione acao
    useraction tipodeevento gebeurtenis actie zdarzenie typzdarzenia akcja событие типсобытия действие`,
  session: `session sessionid idvisit sessionkey usersession visit visitid sid gasessionid sitzung sitzungsid sitzungid besuch sesion idsesion
    sessione idsessione sessao visite idvisite
    sitzungsnr sesja idsesji сессия idсессии визит`,
  order: `order orderid ordernumber orderno transaction transactionid invoice invoiceid invoiceno invoicenumber receipt receiptid
    purchaseid bestellung bestellid bestellnr bestellnummer auftrag auftragsnr commande idcommande numcommande pedido idpedido ordine
    idordine
    bestelling encomenda zamowienie idzamowienia numerzamowienia заказ idзаказа номерзаказа`,
  price: `price unitprice itemprice saleprice productprice preis einzelpreis stueckpreis stückpreis prix prixunitaire precio prezzo preco
    preço prijs pricepaid cost amount value revenue total sum betrag umsatz montant importe importo valor eur usd gbp
    lineitemprice verkaufspreis preciounitario prezzounitario precounitario cena cenajednostkowa цена стоимость`,
  quantity: `quantity qty units pieces count itemcount menge anzahl stueck stück quantite quantité cantidad quantita quantità quantidade
    aantal
    lineitemquantity ilosc liczba количество`,
  category: `category categoryid categorycode categoryname cat catid department departmentid itemcategory productcategory producttype
    section kategorie kategorieid warengruppe categorie catégorie categoria rubrik
    kategoria категория`,
  brand: `brand brandid brandname marke marque marca manufacturer hersteller vendor maker merk
    marka producent marchio бренд производитель`,
  title: `title name productname itemname producttitle itemtitle description productdescription titel bezeichnung artikelname produktname
    nom titre nombre titulo título nome titolo
    lineitemname nazwa nazwaproduktu название наименование`,
  rating: `rating ratings stars score overall bewertung sterne valoracion voto
    ocena оценка рейтинг`,
};

/** A name without accents: й is и, é is e. */
const withoutAccents = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '');

/** A column's name without case, accents, blanks, dashes, points and a type behind a colon. */
const plainColumnName = (name: string): string =>
  withoutAccents(name)
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[\s_.\-/]+/g, '');

const fieldOfName = new Map(
  (Object.entries(names) as [EventField, string][]).flatMap(([field, list]) =>
    list.split(/\s+/).map((name) => [plainColumnName(name), field] as const),
  ),
);

/** Words that say no more than that a column is an id. */
const idWords = new Set(['id', 'nr', 'no', 'number', 'key', 'hash', 'code', 'uuid', 'guid']);

/** Whether a price could be of more than one piece by its name. */
export const isSum = (name: string): boolean =>
  /amount|value|revenue|total|sum|betrag|umsatz|montant|import|valor/i.test(name);

/** Whether a column could hold what became of an order by its name. */
export const isStatus = (name: string): boolean => /stat(us|e)$|zustand|estado|statut|stato/i.test(name);

/** What holds facts of the visit, not of the item: of them ids alone are looked at. */
const ofVisit = /^(device|geo|traffic_?source|app_?info|browser|context)\.(?!.*id$)/i;

/** What a column could be by its name, each with a score from 0 to 1: 1 for a usual name, less for a word in it. */
export function fieldsByName(name: string): ReadonlyMap<EventField, number> {
  const scores = new Map<EventField, number>();
  if (ofVisit.test(name)) return scores;
  const add = (text: string, score: number) => {
    const field = fieldOfName.get(text);
    if (field && score > (scores.get(field) ?? 0)) scores.set(field, score);
  };
  const inner = name.slice(name.lastIndexOf('.') + 1);
  add(plainColumnName(name), 1);
  add(plainColumnName(inner), 0.9);
  const words = withoutAccents(name)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !idWords.has(word));
  // In `product_brand` the last word is the thing itself.
  for (const [i, word] of words.entries()) add(word, i === words.length - 1 ? 0.7 : 0.5);
  return scores;
}
