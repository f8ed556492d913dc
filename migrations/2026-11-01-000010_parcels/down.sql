DROP TABLE parcel_items;
DROP TABLE parcels;
