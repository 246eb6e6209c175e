//! Service areas and capabilities in the database.

use domain::service_area::{Capability, ServiceArea};

use crate::db::{StoreError, Tx, sql};

/// Adds or renames a service area; `position` is its place in lists.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, area: &ServiceArea, position: i64) -> Result<(), StoreError> {
    sql("INSERT INTO service_areas (code, position, name, name_en, area_group, area_group_en) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET position = excluded.position, \
         name = excluded.name, name_en = excluded.name_en, area_group = excluded.area_group, \
         area_group_en = excluded.area_group_en")
    .bind(&area.code)
    .bind(position)
    .bind(&area.name)
    .bind(&area.name_en)
    .bind(&area.group)
    .bind(&area.group_en)
    .execute_one(tx)
    .await
}

/// Every service area, in order.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<ServiceArea>, StoreError> {
    let rows = sql("SELECT * FROM service_areas ORDER BY position, code").all(tx).await?;
    rows.iter()
        .map(|row| {
            Ok(ServiceArea {
                code: row.text("code")?,
                name: row.text("name")?,
                name_en: row.text("name_en")?,
                group: row.text("area_group")?,
                group_en: row.text("area_group_en")?,
            })
        })
        .collect()
}

/// Adds or renames a capability; `position` is its place in lists.
///
/// # Errors
/// When the database fails.
pub async fn put_capability(tx: &mut Tx, capability: &Capability, position: i64) -> Result<(), StoreError> {
    sql("INSERT INTO capabilities (code, position, name, name_en) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (code) DO UPDATE SET position = excluded.position, name = excluded.name, \
         name_en = excluded.name_en")
    .bind(&capability.code)
    .bind(position)
    .bind(&capability.name)
    .bind(&capability.name_en)
    .execute_one(tx)
    .await
}

/// Every capability, in order.
///
/// # Errors
/// When the database fails.
pub async fn capabilities(tx: &mut Tx) -> Result<Vec<Capability>, StoreError> {
    let rows = sql("SELECT * FROM capabilities ORDER BY position, code").all(tx).await?;
    rows.iter()
        .map(|row| {
            Ok(Capability { code: row.text("code")?, name: row.text("name")?, name_en: row.text("name_en")? })
        })
        .collect()
}
